using Contracts;
using Contracts.Treaties;
using Networks.Storage;
using Npgsql;
using Reviews.Storage;
using Servers;
using TechnicalAssistance.Storage;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace Parties.Tests;

/// <summary>Three services follow the same source, each into a database of its own.</summary>
public sealed class ThreeCopiesTests(RealServers servers)
{
    [Fact]
    public async Task Their_copies_equal_each_other_and_a_plain_recomputation()
    {
        var broker = await servers.NewVirtualHost("copies");
        await using var treaties = await SourceOfFacts.Start("treaties", servers, broker);
        await using var networks = await ServiceHost<NetworksDb>.Start("networks", await servers.NewDatabase("networks"), broker);
        await using var reviews = await ServiceHost<ReviewsDb>.Start("reviews", await servers.NewDatabase("reviews"), broker);
        await using var assistance = await ServiceHost<TechnicalAssistanceDb>.Start("technical-assistance", await servers.NewDatabase("assistance"), broker);
        var facts = Enumerable.Range(0, 3).SelectMany(seed => Histories.Of(seed, 60)).ToList();

        foreach (var fact in facts)
        {
            var act = Histories.Standing([fact]).Single();
            await treaties.Publish($"participants/{act.State}", act.DepositedOn ?? act.NotAfter!.Value, fact);
        }
        await treaties.Publish("instruments/untoc", new DateOnly(2003, 9, 29), new EntryIntoForceDetermined { Instrument = InstrumentId.Parse("untoc"), On = new DateOnly(2003, 9, 29), ThresholdDepositedOn = new DateOnly(2003, 7, 1) });
        foreach (var database in new[] { networks.Database, reviews.Database, assistance.Database })
            await treaties.FollowedBy(database);

        var expected = Histories.Standing(facts).Where(act => PartyAct.Matters(act.Kind)).Select(RegisterTests.Act).Select(Line).Order(StringComparer.Ordinal).ToList();
        (await Copy(networks.Database)).ShouldBe(expected);
        (await Copy(reviews.Database)).ShouldBe(expected);
        (await Copy(assistance.Database)).ShouldBe(expected);
        foreach (var database in new[] { networks.Database, reviews.Database, assistance.Database })
            (await Rows(database, "SELECT instrument || ' ' || \"on\" FROM in_force")).ShouldBe(["untoc 2003-09-29"]);
    }

    static string Line(PartyAct act) => $"{act.Action} {act.Instrument} {act.State} {act.Kind.Written()} {act.DepositedOn:O} {act.NotBefore:O} {act.NotAfter:O} {act.Annulled}".ToLowerInvariant();

    static async Task<List<string>> Copy(NpgsqlDataSource database) => [.. (await Rows(database,
        "SELECT lower(concat(action, ' ', instrument, ' ', state, ' ', kind, ' ', deposited_on, ' ', not_before, ' ', not_after, ' ', annulled::text)) FROM party_act")).Order(StringComparer.Ordinal)];

    static async Task<List<string>> Rows(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync())
            rows.Add(row.GetString(0));
        return rows;
    }
}
