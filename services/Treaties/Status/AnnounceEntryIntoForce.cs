using Contracts;
using Contracts.Treaties;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>Tells the other services when the deposits on record bring an instrument into force of which the depositary has recorded no day.</summary>
static class AnnounceEntryIntoForce
{
    public static string StreamOf(InstrumentId instrument) => $"instruments/{instrument}";

    /// <summary>Instruments among these whose day of entry into force a change of the record may bring: their streams are to be opened with the participants'.</summary>
    public static IReadOnlyList<InstrumentId> Awaiting(InstrumentCatalogue catalogue, IEnumerable<InstrumentId> instruments) =>
        [.. instruments.Distinct().Where(id => InstrumentCatalogue.AwaitsEntryIntoForce(catalogue[id]))];

    /// <summary>Announces what is new, or moved by a correction. The streams of the instruments are open, so that each day is announced once.</summary>
    /// <param name="after">The record with all acts towards these instruments.</param>
    public static async Task Announce(Work<TreatiesDb> work, TreatyRecord after, IEnumerable<InstrumentId> awaiting)
    {
        foreach (var instrument in awaiting)
        {
            if (EntryIntoForce.Of(after, after.Catalogue[instrument]) is not { Derived.Day: { } day, ThresholdDeposit.Day: { } threshold })
                continue;

            var stream = await work.Open(StreamOf(instrument));
            var last = await work.Db.EntriesIntoForce.AsNoTracking().Where(it => it.Instrument == instrument).OrderByDescending(it => it.Number).FirstOrDefaultAsync(work.Cancel);
            if (last is { } announced && (announced.EntersIntoForceOn, announced.ThresholdDepositedOn) == (day, threshold))
                continue;

            work.Db.Add(new AnnouncedEntryIntoForce
            {
                Instrument = instrument,
                Number = (last?.Number ?? 0) + 1,
                EntersIntoForceOn = day,
                ThresholdDepositedOn = threshold,
                RecordedAt = work.RecordingTime(stream),
            });
            stream.Append(new EntryIntoForceDetermined { Instrument = instrument, On = day, ThresholdDepositedOn = threshold }, on: threshold);
        }
    }
}
