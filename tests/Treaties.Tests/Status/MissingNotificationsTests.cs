using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts;
using Contracts.Networks;
using Servers;
using ServiceDefaults.Access;
using Treaties.Tests.World;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

/// <summary>A State tells the directory of authorities, and not the depositary, whom it designates.</summary>
public sealed class A_State_that_told_the_directory(RealServers servers) : IAsyncLifetime
{
    const string Mla = "mutual-legal-assistance", Prevention = "prevention-of-corruption";

    TreatiesService treaties = null!;
    SourceOfFacts networks = null!;

    public async ValueTask InitializeAsync()
    {
        var broker = await servers.NewVirtualHost("treaties");
        networks = await SourceOfFacts.Start("networks", servers, broker);
        treaties = await TreatiesService.Start(servers, broker: broker);
    }

    [Fact]
    public async Task Is_not_said_to_owe_what_it_told_there_from_the_day_of_its_note_until_it_withdraws()
    {
        var authority = Numbered(1);
        await Told("2020-03-01", new AuthorityDesignated { Authority = authority, State = Kenya, Functions = [new(Mla, Uncac), new(Prevention, Uncac)] });
        await Told("2021-03-01", new AuthorityKeptCurrent { Authority = authority, State = Kenya, Functions = [new(Mla, Uncac)] });
        await Told("2022-03-01", new AuthorityWithdrawn { Authority = authority, State = Kenya });

        (await Missing("uncac", "2020-02-29")).ShouldBeNull("nobody had told anybody anything");
        (await OfKenya("2020-03-01")).ShouldBe(["languages-accepted", "extradition-treaty-basis"], ignoreOrder: true);
        (await OfKenya("2021-03-01")).ShouldBe(["languages-accepted", "extradition-treaty-basis", Prevention], ignoreOrder: true);
        (await OfKenya("2022-03-01")).ShouldBe(["languages-accepted", "extradition-treaty-basis", Prevention, Mla], ignoreOrder: true);
    }

    [Fact]
    public async Task Says_nothing_for_others_and_nothing_under_other_instruments()
    {
        await Told("2020-03-01", new AuthorityDesignated { Authority = Numbered(1), State = Kenya, Functions = [new(Mla, Uncac)] });

        var missing = (await Missing("uncac", "2020-03-01"))!;
        missing.ShouldContain($"TUV {Mla}");
        missing.ShouldNotContain($"KEN {Mla}");
        (await Missing("untoc", "2020-03-01")).ShouldBeNull();
    }

    [Fact]
    public async Task Owes_nothing_while_one_of_two_authorities_stands()
    {
        var (first, second) = (Numbered(1), Numbered(2));
        foreach (var authority in new[] { first, second })
            await Told("2020-03-01", new AuthorityDesignated { Authority = authority, State = Kenya, Functions = [new(Mla, Uncac)] });
        await Told("2020-04-01", new AuthorityWithdrawn { Authority = first, State = Kenya });
        (await OfKenya("2020-04-01")).ShouldNotContain(Mla);

        await Told("2020-05-01", new AuthorityWithdrawn { Authority = second, State = Kenya });
        (await OfKenya("2020-05-01")).ShouldContain(Mla);
    }

    [Fact]
    public async Task Counts_by_its_last_word_where_a_later_note_bears_an_earlier_day()
    {
        var authority = Numbered(1);
        await Told("2020-03-01", new AuthorityDesignated { Authority = authority, State = Kenya, Functions = [new(Mla, Uncac)] });
        await Told("2020-02-01", new AuthorityKeptCurrent { Authority = authority, State = Kenya, Functions = [new(Prevention, Uncac)] });

        (await OfKenya("2020-03-01")).ShouldBe(["languages-accepted", "extradition-treaty-basis", Mla], ignoreOrder: true);
    }

    static readonly StateCode Kenya = StateCode.Parse("KEN", null);
    static readonly InstrumentId Uncac = InstrumentId.Parse("uncac");

    async Task Told(string on, params object[] facts)
    {
        await networks.Publish("authorities", Day(on), facts);
        await networks.FollowedBy(treaties.Host.Database);
    }

    async Task<IEnumerable<string>> OfKenya(string asOf) => (await Missing("uncac", asOf))!.Where(one => one.StartsWith("KEN ", StringComparison.Ordinal)).Select(one => one[4..]);

    async Task<List<string>?> Missing(string instrument, string asOf)
    {
        using var answer = await treaties.Host.As(Role.NetworkOfficer).GetAsync($"/instruments/{instrument}/missing-notifications?asOf={asOf}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items") is { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray().Select(item => $"{item.GetProperty("state").GetString()} {item.GetProperty("function").GetString()}")]
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await treaties.DisposeAsync();
        await networks.DisposeAsync();
    }
}

public sealed class A_directory_of_authorities_that_nobody_has_told_anything(RealServers servers)
{
    [Fact]
    public async Task Leaves_the_service_well()
    {
        var broker = await servers.NewVirtualHost("treaties");
        await using var networks = await SourceOfFacts.Start("networks", servers, broker);
        await using var treaties = await TreatiesService.Start(servers, broker: broker);

        await Eventually.Is("the empty directory is followed", async () =>
            (await treaties.Get("/health")).GetProperty("checks").GetProperty("copies of networks").GetProperty("status").GetString(), "healthy");
    }
}
