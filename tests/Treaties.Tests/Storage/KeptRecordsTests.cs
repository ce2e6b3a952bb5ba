using System.Net;
using Contracts;
using Microsoft.Extensions.DependencyInjection;
using Servers;
using Treaties.Actions;
using Treaties.Storage;
using Treaties.Tests.World;

namespace Treaties.Tests.Storage;

/// <summary>A service keeps what it has read and adds what comes; who reads for the first time reads everything.</summary>
public class A_record_that_is_kept(RealServers servers) : IAsyncLifetime
{
    const string Source = "C.N.1.2024.TREATIES-XVIII";

    static readonly InstrumentId untoc = InstrumentId.Parse("untoc", null), uncac = InstrumentId.Parse("uncac", null);

    TreatiesService treaties = null!;
    KeptRecords kept = null!;

    public async ValueTask InitializeAsync()
    {
        treaties = await TreatiesService.Start(servers);
        kept = treaties.Host.Services.GetRequiredService<KeptRecords>();
    }

    [Fact]
    public async Task Is_what_a_new_reader_finds_whatever_comes_to_it()
    {
        await IsWhatANewReaderFinds([]);

        var first = await Record("untoc", 2);
        await IsWhatANewReaderFinds([first]);
        var second = await Record("untoc", 1);
        await IsWhatANewReaderFinds([first, second]);
        await Correct(second, new { reason = "The day was misread.", replacement = new { state = "KEN", kind = "notification", source = Source, depositedOn = "2024-05-20", provisions = Array.Empty<string>() } });
        await IsWhatANewReaderFinds([first, second]);
        await Correct(first, new { reason = "It was never made.", annul = true });
        await IsWhatANewReaderFinds([first, second]);
        var elsewhere = await Record("uncac", 4);
        await IsWhatANewReaderFinds([first, second, elsewhere]);
        await Correct(first, new { reason = "It was made after all.", replacement = new { state = "KEN", kind = "notification", source = Source, depositedOn = "2024-05-03", provisions = Array.Empty<string>() } });
        foreach (var day in Enumerable.Range(5, 10))
            await Record("untoc", day);
        await IsWhatANewReaderFinds([first, second, elsewhere]);
    }

    /// <summary>In a replica whose clock is behind, or by a transaction that took its time.</summary>
    [Theory]
    [InlineData("2 seconds"), InlineData("1 hour"), InlineData("100 years")]
    public async Task Has_what_was_recorded_before_the_last_it_knew_and_committed_after_it(string before)
    {
        var known = await Record("untoc", 1);
        await IsWhatANewReaderFinds([known]);

        await treaties.Host.Scalar<int>(
            $"""
            INSERT INTO act_revision (act, number, instrument, state, kind, not_before, not_after, provisions, source, flags, recorded_at, annulled)
            SELECT gen_random_uuid(), 0, instrument, state, kind, not_before - 7, not_after - 7, provisions, source, flags, recorded_at - interval '{before}', false FROM act_revision WHERE act = '{known}'
            RETURNING 1
            """);
        var next = await Record("untoc", 2);

        await IsWhatANewReaderFinds([known, next]);
    }

    async Task IsWhatANewReaderFinds(Guid[] acts)
    {
        foreach (var part in new[] { null, new[] { untoc }, [uncac] })
        {
            var anew = ActivatorUtilities.CreateInstance<KeptRecords>(treaties.Host.Services);
            var last = (await anew.Read(part, null, CancellationToken.None)).Version.LastRecordedAt;
            foreach (var knownAt in new[] { null, last - TimeSpan.FromSeconds(1) })
            {
                var (one, other) = (await kept.Read(part, knownAt, CancellationToken.None), await anew.Read(part, knownAt, CancellationToken.None));
                one.Version.ShouldBe(other.Version);
                one.Record.Acts.Select(Written).ShouldBe(other.Record.Acts.Select(Written));
            }
            foreach (var act in acts)
            {
                var ((record, recordings, stream), there) = (await kept.ReadOne(part ?? [untoc, uncac], act, CancellationToken.None), await anew.ReadOne(part ?? [untoc, uncac], act, CancellationToken.None));
                record.Acts.Select(Written).ShouldBe(there.Record.Acts.Select(Written));
                recordings.Select(it => (it.Act, it.Number, it.NotBefore, it.Annulled)).ShouldBe(there.Recordings.Select(it => (it.Act, it.Number, it.NotBefore, it.Annulled)));
                stream.ShouldBe(there.Stream);
            }
        }
    }

    static string Written(TreatyAct act) => $"{act.Id} {act.Instrument} {act.State} {act.Kind} {act.Date.NotBefore} {act.Date.NotAfter} {string.Join(' ', act.Provisions)}";

    async Task<Guid> Record(string instrument, int day) => Guid.Parse((await treaties.Record(instrument, new { state = "KEN", kind = "notification", source = Source, depositedOn = new DateOnly(2024, 5, day), provisions = Array.Empty<string>() }))
        .ShouldBe(HttpStatusCode.Created).Text("id")!);

    async Task Correct(Guid act, object correction) => (await treaties.Post($"/instruments/untoc/actions/{act}/corrections", correction, "*")).ShouldBe(HttpStatusCode.Created);

    public async ValueTask DisposeAsync()
    {
        await treaties.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
