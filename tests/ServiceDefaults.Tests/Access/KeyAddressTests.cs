using Microsoft.Extensions.Time.Testing;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceDefaults.Access;

namespace ServiceDefaults.Tests.Access;

/// <summary>A real server stands at the address, and says what the test wants it to say.</summary>
public sealed class An_address_of_keys : IAsyncLifetime
{
    readonly FakeTimeProvider clock = new(Signer.Now);
    readonly Signer first = new("one"), second = new("two");
    readonly ConcurrentQueue<string> asked = [];
    RequestDelegate answer = _ => Task.CompletedTask;
    WebApplication server = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.None);
        server = builder.Build();
        server.Run(context =>
        {
            asked.Enqueue(context.Request.Path);
            return answer(context);
        });
        await server.StartAsync();
        Serves(Signer.Set(first));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    void Serves(string text) => answer = context => context.Response.WriteAsync(text);

    KeyAddress Address() => new(new Uri(server.Urls.Single() + "/.well-known/jwks.json"), clock, NullLogger<KeyAddress>.Instance);

    [Fact]
    public async Task Is_asked_when_a_token_names_a_key_that_is_not_known_and_not_before()
    {
        using var address = Address();
        asked.ShouldBeEmpty();

        (await address.Find("one")).ShouldNotBeNull();
        (await address.Find("one")).ShouldNotBeNull();

        asked.ShouldBe(["/.well-known/jwks.json"]);
    }

    [Fact]
    public async Task Makes_tokens_of_its_keys_good_and_leaves_the_given_ones_as_they_are()
    {
        var given = new Signer("given");
        using var address = Address();
        var verifier = new TokenVerifier(new TrustedKeys([SigningKeys.Read(Signer.Set(given))], [address]), Signer.Issuer, clock, development: false);

        (await verifier.Verify(given.For("treaty-officer"))).Fault.ShouldBeNull();
        asked.ShouldBeEmpty();
        (await verifier.Verify(first.For("permanent-mission", "KEN"))).Fault.ShouldBeNull();
        (await verifier.Verify(new Signer("one").For("treaty-officer"))).Fault.ShouldBe("Its signature is not good.");
        (await verifier.Verify(second.For("treaty-officer"))).Fault.ShouldBe("It is signed with a key that is not known here.");
    }

    [Fact]
    public async Task Cannot_put_a_key_in_the_place_of_a_given_one()
    {
        var given = new Signer("one");
        using var address = Address();
        var verifier = new TokenVerifier(new TrustedKeys([SigningKeys.Read(Signer.Set(given))], [address]), Signer.Issuer, clock, development: false);

        (await verifier.Verify(first.For("treaty-officer"))).Fault.ShouldBe("Its signature is not good.");
        (await verifier.Verify(given.For("treaty-officer"))).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Is_asked_once_by_a_flood_of_ids_nobody_has_and_again_ten_seconds_later()
    {
        using var address = Address();

        for (var round = 0; round < 200; round++)
            (await address.Find($"nobody-{round}")).ShouldBeNull();
        await Parallel.ForAsync(0, 200, async (round, _) => (await address.Find($"nobody-{round}")).ShouldBeNull());
        asked.Count.ShouldBe(1);

        Serves(Signer.Set(first, second));
        clock.Advance(KeyAddress.AsksEvery);
        (await address.Find("two")).ShouldNotBeNull();
        asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Takes_a_key_out_of_use_within_ten_minutes_of_its_withdrawal()
    {
        using var address = Address();
        (await address.Find("one")).ShouldNotBeNull();

        Serves(Signer.Set(second));
        (await address.Find("one")).ShouldNotBeNull();
        clock.Advance(KeyAddress.RenewsEvery);
        (await address.Find("one")).ShouldBeNull();

        (await address.Find("two")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Takes_the_tokens_of_a_withdrawn_key_with_it_though_they_were_good_before()
    {
        using var address = Address();
        var verifier = new TokenVerifier(new TrustedKeys([], [address]), Signer.Issuer, clock, development: false);
        var token = first.For("treaty-officer");
        (await verifier.Verify(token)).Fault.ShouldBeNull();
        (await verifier.Verify(token)).Fault.ShouldBeNull();

        Serves(Signer.Set(new Signer("one"), second));   // the same id, and another key
        clock.Advance(KeyAddress.RenewsEvery);
        await address.Find("two");

        (await verifier.Verify(token)).Fault.ShouldBe("Its signature is not good.");
    }

    [Theory]
    [InlineData(404), InlineData(500), InlineData(204)]
    public async Task Keeps_what_it_said_while_it_gives_no_answer(int status)
    {
        using var address = Address();
        (await address.Find("one")).ShouldNotBeNull();

        answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        clock.Advance(KeyAddress.RenewsEvery);

        (await address.Find("one")).ShouldNotBeNull();
        (await address.Find("two")).ShouldBeNull();
        asked.Count.ShouldBe(2, "both were asked for within ten seconds");
    }

    [Fact]
    public async Task Keeps_what_it_said_while_nobody_is_there()
    {
        using var address = Address();
        (await address.Find("one")).ShouldNotBeNull();

        await server.StopAsync();
        clock.Advance(KeyAddress.RenewsEvery);

        (await address.Find("one")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Is_not_waited_for_longer_than_two_seconds()
    {
        var end = new TaskCompletionSource();
        answer = async context =>
        {
            await context.Response.StartAsync();
            await end.Task.WaitAsync(context.RequestAborted);
        };
        using var address = Address();

        (await address.Find("one")).ShouldBeNull();

        end.SetResult();
        asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Is_not_believed_when_it_says_anything_but_a_set_of_public_keys()
    {
        string[] spoilt =
        [
            "", "[]", "<html>", """{"keys":7}""",
            Signer.Set(first).Replace("}]", ",\"d\":\"AAAA\"}]", StringComparison.Ordinal),
            $$"""{"keys":[{{first.Jwk}},{{first.Jwk}}]}""",
            $$"""{"keys":[{{first.Jwk}}],"keys":[{{second.Jwk}}]}""",
            Signer.Set([.. Enumerable.Range(0, 33).Select(number => new Signer($"k{number}"))]),
            Signer.Set(first) + new string(' ', KeyAddress.AnswerBytesMax),
        ];
        foreach (var text in spoilt)
        {
            using var address = Address();
            Serves(text);
            (await address.Find("one")).ShouldBeNull(text[..Math.Min(text.Length, 60)]);
        }
    }

    [Fact]
    public async Task Is_not_read_to_its_end_when_it_has_none()
    {
        var written = 0L;
        answer = async context =>
        {
            // With a rest after each, since what is written to a connection that was just cut vanishes at once, until the server hears of it.
            var block = new byte[1024 * 1024];
            using var rest = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (!context.RequestAborted.IsCancellationRequested && written < 64_000_000)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
                written += block.Length;
                await rest.WaitForNextTickAsync(context.RequestAborted);
            }
        };
        using var address = Address();

        (await address.Find("one")).ShouldBeNull();

        written.ShouldBeLessThan(64_000_000);
    }

    [Fact]
    public async Task Leads_nowhere_else()
    {
        answer = context =>
        {
            if (context.Request.Path == "/elsewhere")
                return context.Response.WriteAsync(Signer.Set(first));
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        using var address = Address();

        (await address.Find("one")).ShouldBeNull();

        asked.ShouldBe(["/.well-known/jwks.json"]);
    }

    [Fact]
    public void Stands_on_a_line_of_its_own_beside_sets_that_are_given()
    {
        var (given, addresses) = TrustedKeys.Read($"{Signer.Set(first)}\n\n  https://identity.example/keys \r\n{Signer.Set(second)}\nhttp://127.0.0.1:8080/.well-known/jwks.json");

        given.SelectMany(set => set.Ids).ShouldBe(["one", "two"]);
        addresses.Select(address => address.ToString()).ShouldBe(["https://identity.example/keys", "http://127.0.0.1:8080/.well-known/jwks.json"]);
    }

    [Theory]
    [InlineData("ftp://identity.example/keys"), InlineData("https://"), InlineData("https://user:secret@identity.example/keys"), InlineData("file:///etc/keys"), InlineData("keys.json")]
    public void Stops_the_start_when_it_is_none(string line)
    {
        var fault = Should.Throw<FormatException>(() => TrustedKeys.Read(line));

        fault.Message.ShouldContain("Identity:Keys");
        fault.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Stops_the_start_when_two_sets_give_the_same_id() =>
        Should.Throw<FormatException>(() => TrustedKeys.Read($"{Signer.Set(first)}\n{Signer.Set(new Signer("one"))}"));
}
