using System.Globalization;
using System.Text.Json;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Servers;
using Treaties.Actions;
using Treaties.Status;
using Treaties.Storage;
using Treaties.Tests.World;

namespace Treaties.Tests.Status;

public class Whatever_is_stored(RealServers servers)
{
    [Fact]
    public async Task Answers_over_the_wire_are_those_of_the_pure_rules_as_of_any_day_and_as_known_at_any_moment()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        foreach (var (history, day) in Whatever_happened.Corrections.Sample(12, 30).Zip(Whatever_happened.Days.Sample(12, 30)))
        {
            var revisions = Storable(history);
            await Store(treaties, revisions);
            foreach (var knownAt in new[] { DateTimeOffset.MaxValue, revisions.Select(it => it.RecordedAt).Order().Skip(revisions.Count / 2).FirstOrDefault() })
            {
                var record = TreatyRecord.Known(RealRecord.Catalogue, revisions, knownAt);
                var query = $"asOf={day:yyyy-MM-dd}{(knownAt == DateTimeOffset.MaxValue ? "" : $"&knownAt={Uri.EscapeDataString(knownAt.ToString("O", CultureInfo.InvariantCulture))}")}";
                foreach (var instrument in Whatever_happened.Instruments)
                {
                    foreach (var basis in new[] { Basis.Deposit, Basis.Effect })
                    {
                        var answer = (await treaties.Get($"/instruments/{instrument}/parties?{query}&basis={basis.ToString().ToLowerInvariant()}")).GetProperty("count");
                        (answer.ValueKind == JsonValueKind.Null ? (PartyCount?)null : new(answer.GetProperty("certain").GetInt32(), answer.GetProperty("possible").GetInt32()))
                            .ShouldBe(Parties.Count(record, instrument, day, basis));
                    }
                    if (record.Holds(instrument))
                        foreach (var state in Whatever_happened.States)
                            (await treaties.Get($"/instruments/{instrument}/participants/{state}?{query}")).GetProperty("explanation").EnumerateArray().Select(step => step.GetString())
                                .ShouldBe(ParticipantStatus.Of(record, instrument, state, day).Steps.Lines());
                }
            }
        }
    }

    /// <summary>As use cases record: participant and instrument of an act stay, and a correction has a reason.</summary>
    static List<Revision> Storable(IEnumerable<Revision> history) =>
        [.. history.GroupBy(it => it.Act.Id).SelectMany(act => act.OrderBy(it => it.Number).Select(it => it with
        {
            Act = it.Act with { Instrument = act.First().Act.Instrument, State = act.First().Act.State },
            Reason = it.Number == 0 ? null : "looked up again",
        }))];

    static async Task Store(TreatiesService treaties, List<Revision> revisions)
    {
        await using var db = await treaties.Host.Services.GetRequiredService<IDbContextFactory<TreatiesDb>>().CreateDbContextAsync();
        // The next history starts from nothing, which only a test may do: to the service it is another database, and so another epoch.
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE act_revision DISABLE TRIGGER ALL; TRUNCATE act_revision; UPDATE journal_head SET epoch = epoch + 1");
        db.AddRange(revisions.Select(it => ActRevision.Of(it, [])));
        await db.SaveChangesAsync();
    }
}
