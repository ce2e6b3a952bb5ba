using Microsoft.Extensions.Time.Testing;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Gateway;
using Portal.Tokens;
using Servers;
using ServiceDefaults;
using ServiceDefaults.Access;

namespace Portal.Tests.Tokens;

public class The_token_that_a_cookie_is_exchanged_for(RealServers servers)
{
    readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>A service of the platform, with its defaults and nothing else: says who asks.</summary>
    static async Task<WebApplication> Service(Uri portal, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration["Identity:Issuer"] = TestTokens.Issuer;
        builder.Configuration["Identity:Keys"] = new Uri(portal, "/.well-known/jwks.json").ToString();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(time);
        builder.AddServiceDefaults("sample");
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapGet("/who", (Asker asker) => TypedResults.Text(asker.AsActor())).For(Enum.GetValues<Role>());
        await app.StartAsync();
        return app;
    }

    static JsonObject Part(string token, int part) => JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part])))!.AsObject();

    /// <summary>Signs in, asks something through the gateway, and gives what the service was sent.</summary>
    async Task<(ServiceHost<UpstreamService> Portal, Upstream Upstream)> Start(string? database = null)
    {
        var upstream = await Upstream.Start(_ => Task.CompletedTask);
        return (await PortalHost.Start(database ?? await servers.NewDatabase("portal"), [], clock, (UpstreamService.Networks, [upstream.Address])), upstream);
    }

    static async Task<string> Token(ServiceHost<UpstreamService> portal, Upstream upstream, Role role, string? state = null)
    {
        using var browser = await Browser.Of(portal, role, state);
        await browser.Get("/api/networks/requests");
        return upstream.Asked.Last().Headers["Authorization"]["Bearer ".Length..];
    }

    [Fact]
    public async Task Is_accepted_by_a_service_that_knows_nothing_but_the_portals_address_until_two_minutes_are_over()
    {
        var (portal, upstream) = await Start();
        await using var _ = portal;
        await using var __ = upstream;
        await using var service = await Service(portal.Http.BaseAddress!, clock);
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await Token(portal, upstream, Role.FocalPoint, "KEN"));

        (await http.GetStringAsync("/who")).ShouldEndWith("|focal-point|KEN");

        clock.Advance(UserTokens.Holds + TimeSpan.FromSeconds(31));
        (await http.GetAsync("/who")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Is_one_for_half_a_minute_and_another_for_another_person()
    {
        var (portal, upstream) = await Start();
        await using var _ = portal;
        await using var __ = upstream;
        using var browser = await Browser.Of(portal, Role.FocalPoint, "KEN");
        async Task<string> Next(Browser reader)
        {
            await reader.Get("/api/networks/requests");
            return upstream.Asked.Last().Headers["Authorization"];
        }

        var first = await Next(browser);
        clock.Advance(TimeSpan.FromSeconds(29));
        (await Next(browser)).ShouldBe(first);
        using var another = await Browser.Of(portal, Role.FocalPoint, "UGA");
        (await Next(another)).ShouldNotBe(first);
        clock.Advance(TimeSpan.FromSeconds(1));
        var next = await Next(browser);
        next.ShouldNotBe(first);
        (Part(next, 1)["exp"]!.GetValue<long>() - clock.GetUtcNow().ToUnixTimeSeconds()).ShouldBe((long)UserTokens.Holds.TotalSeconds, "with all of its time");
    }

    [Fact]
    public async Task Says_the_bearers_own_roles_and_State_and_an_opaque_id()
    {
        var (portal, upstream) = await Start();
        await using var _ = portal;
        await using var __ = upstream;

        var claims = Part(await Token(portal, upstream, Role.CentralAuthority, "FJI"), 1);

        claims.Select(claim => claim.Key).ShouldBe(["iss", "aud", "sub", "iat", "nbf", "exp", "role", "state"]);
        claims["role"]!.ToJsonString().ShouldBe("""["central-authority"]""");
        ((string)claims["state"]!).ShouldBe("FJI");
        Guid.TryParse((string)claims["sub"]!, out var _).ShouldBeTrue();
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(120);
        Part(await Token(portal, upstream, Role.NetworkOfficer), 1).ContainsKey("state").ShouldBeFalse();
    }

    [Fact]
    public async Task Is_signed_with_a_key_for_ninety_days_that_is_served_for_one_more()
    {
        var (portal, upstream) = await Start();
        await using var _ = portal;
        await using var __ = upstream;
        async Task<string[]> Served() => [.. JsonNode.Parse(await portal.Http.GetStringAsync("/.well-known/jwks.json"))!["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];
        async Task<string> Signs() => (string)Part(await Token(portal, upstream, Role.Operator), 0)["kid"]!;

        var first = await Signs();
        clock.Advance(TokenKey.Signs - TimeSpan.FromSeconds(1));
        (await Signs()).ShouldBe(first);
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await Signs();

        second.ShouldNotBe(first);
        (await Served()).ShouldBe([second, first]);
        clock.Advance(TokenKey.IsServedAfter);
        (await Served()).ShouldBe([second]);
    }

    [Fact]
    public async Task Is_signed_with_the_same_key_at_every_replica_even_when_they_start_together()
    {
        var database = await servers.NewDatabase("portal");
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PortalHost.Start(database, [], clock)));

        var sets = await Task.WhenAll(hosts.Select(host => host.Http.GetStringAsync("/.well-known/jwks.json")));

        sets.Distinct().ShouldHaveSingleItem();
        (await hosts[0].Scalar<long>("SELECT count(*) FROM token_key")).ShouldBe(1);
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task Leaves_the_private_half_of_its_key_with_the_portal()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], clock);

        var served = await portal.Http.GetStringAsync("/.well-known/jwks.json");

        JsonNode.Parse(served)!["keys"]!.AsArray().Single()!.AsObject().Select(member => member.Key).ShouldBe(["kty", "crv", "use", "alg", "kid", "x", "y"]);
        var kept = Convert.FromBase64String(await portal.Scalar<string>("SELECT private_key FROM token_key"));
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => System.Security.Cryptography.ECDsa.Create().ImportPkcs8PrivateKey(kept, out _));
    }
}
