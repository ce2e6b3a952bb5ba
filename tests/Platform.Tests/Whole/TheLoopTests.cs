using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Servers;

namespace Platform.Tests.Whole;

/// <summary>The pass through all four services, undisturbed and with everything killed on the way.</summary>
[Collection(OneWholePlatform.Name)]
public sealed class The_loop(WholePlatform platform, ITestOutputHelper output)
{
    /// <summary>Cursor, position, time and id differ from walk to walk; what was recorded must not.</summary>
    const string Recorded = "SELECT type || ' ' || count(*) FROM journal WHERE sequence > {0} GROUP BY type ORDER BY type";

    readonly HashSet<string> walked = [];

    [Fact]
    public async Task Ends_the_same_whatever_is_killed_on_the_way()
    {
        string[] victims = ["treaties", "reviews", "messaging", "technical-assistance", "networks", "portal"];
        var undisturbed = await Walk([]);
        var disturbed = await Walk(victims);
        var otherwise = await Walk([.. victims.Reverse()]);

        output.WriteLine(string.Join(Environment.NewLine, undisturbed));
        disturbed.ShouldBe(undisturbed);
        otherwise.ShouldBe(undisturbed);
        foreach (var service in WholePlatform.Services)
            (await platform.Scalar<long>(service, "SELECT count(*) FROM parked")).ShouldBe(0, service);
    }

    /// <param name="victims">What is killed with each step, after it has begun.</param>
    /// <returns>What every service recorded because of it.</returns>
    async Task<IReadOnlyList<string>> Walk(IReadOnlyList<string> victims)
    {
        var marks = new Dictionary<string, long>();
        foreach (var service in WholePlatform.Services)
            marks[service] = await platform.Scalar<long>(service, "SELECT coalesce(max(sequence), 0) FROM journal");
        var loop = await NextLoop();
        for (var step = 0; step < loop.Steps.Count; step++)
        {
            var taking = loop.Steps[step].Take();
            if (step < victims.Count)
                platform.Running.Kill(victims[step]);
            await taking;
            if (loop.Steps[step].Name == "is reviewed")
                await IsHiddenFromStrangers(loop);
        }
        (await loop.StatusFor(null, $"reviews/reviews/{loop.Review}")).ShouldBe(HttpStatusCode.OK);
        foreach (var stranger in new[] { null, "network-officer", "central-authority/KEN", "operator" })
            (await loop.StatusFor(stranger, $"networks/requests/{loop.Request}")).ShouldNotBe(HttpStatusCode.OK, stranger);
        await platform.Running.AllHealthy(TimeSpan.FromMinutes(2));
        await platform.Settled(); // a need that was published is recorded by who follows
        await platform.Settled(); // and what was recorded because of that is applied

        var recorded = new List<string>();
        foreach (var service in WholePlatform.Services)
            recorded.AddRange((await platform.Rows(service, string.Format(System.Globalization.CultureInfo.InvariantCulture, Recorded, marks[service]), row => row.GetString(0))).Select(line => $"{service}: {line}"));
        return recorded;
    }

    static async Task IsHiddenFromStrangers(Loop loop)
    {
        foreach (var stranger in new[] { null, "focal-point/KEN", "central-authority/KEN", "operator" })
            (await loop.StatusFor(stranger, $"reviews/reviews/{loop.Review}")).ShouldBe(HttpStatusCode.NotFound, stranger);
        (await loop.StatusFor("assistance-officer", $"reviews/reviews/{loop.Review}")).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A State that has not joined, one of its group and one of another that have; none of them has walked before.</summary>
    async Task<Loop> NextLoop()
    {
        var everyone = platform.AsThePublic();
        var groups = (await everyone.GetFromJsonAsync<JsonElement>("/api/treaties/states")).GetProperty("items").EnumerateArray().ToDictionary(it => it.GetProperty("code").GetString()!, it => it.GetProperty("regionalGroup").GetString());
        var parties = (await platform.Rows("reviews", "SELECT state FROM party_act WHERE instrument = 'uncac' AND deposited_on < '2015-01-01' AND kind IN ('ratification', 'accession') AND state NOT IN ('KEN', 'EUE') GROUP BY state ORDER BY state", row => row.GetString(0)))
            .Where(party => !walked.Contains(party)).ToList();
        var outside = (await everyone.GetFromJsonAsync<JsonElement>("/api/technical-assistance/non-parties?instrument=uncac")).GetProperty("items").EnumerateArray()
            .Select(it => it.GetProperty("state").GetString()!).Where(it => groups[it] is not null && parties.Any(party => groups[party] == groups[it])).ToList();
        var state = outside[0];
        var (peer, other) = (parties.First(party => groups[party] == groups[state]), parties.First(party => groups[party] is { } its && its != groups[state]));
        walked.UnionWith([state, peer, other]);
        return new(platform, state, peer, other);
    }
}
