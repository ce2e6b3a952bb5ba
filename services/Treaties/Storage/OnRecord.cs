using Contracts;
using Microsoft.EntityFrameworkCore;
using Treaties.Actions;

namespace Treaties.Storage;

/// <summary>Whether there is anything to count.</summary>
public enum OnRecord
{
    /// <summary>The platform knew nothing at that moment: nothing was imported yet.</summary>
    NothingKnown,

    /// <summary>Nothing is recorded of this instrument: no count, and not zero.</summary>
    NotRecorded,

    /// <summary>Acts towards it are on record.</summary>
    Recorded,
}

static class OnRecordQueries
{
    /// <param name="record">As known at the moment, with all acts towards the instrument that stand.</param>
    /// <param name="knownAt">Null for now.</param>
    public static async Task<OnRecord> OnRecord(this TreatiesDb db, TreatyRecord record, InstrumentId instrument, DateTimeOffset? knownAt, CancellationToken cancel)
    {
        if (record.Holds(instrument))
            return Storage.OnRecord.Recorded;
        var moment = (knownAt ?? DateTimeOffset.MaxValue).ToUniversalTime();
        return record.Acts.Count > 0 || await db.Revisions.AnyAsync(it => it.RecordedAt <= moment, cancel) ? Storage.OnRecord.NotRecorded : Storage.OnRecord.NothingKnown;
    }
}
