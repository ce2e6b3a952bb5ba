using Contracts;
using Microsoft.EntityFrameworkCore;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>What States had authorities designated for under one instrument on a day, through the directory.</summary>
/// <param name="OnRecord">Whether any had been designated by the day, be it withdrawn since.</param>
/// <param name="Standing">Which State has a standing authority for what.</param>
public sealed record Designated(bool OnRecord, IReadOnlySet<(StateCode State, string Function)> Standing)
{
    public static readonly Designated Nothing = new(false, new HashSet<(StateCode, string)>());

    /// <param name="function">In the words of the directory, which are those of the instruments: <c>mutual-legal-assistance</c>.</param>
    public bool Stands(StateCode state, string function) => Standing.Contains((state, function));
}

static class DesignatedQueries
{
    /// <summary>Of each authority its latest note of those dated by the day says what it stands for: all of it, as each note replaces the one before.</summary>
    public static async Task<Designated> Designated(this TreatiesDb db, InstrumentId instrument, DateOnly asOf, CancellationToken cancel)
    {
        var found = await db.Database.SqlQuery<Designation>(
            $"""
            SELECT note.state, told.function, bool_or(note.position = note.latest) AS stands
            FROM (SELECT *, max(position) OVER (PARTITION BY authority) AS latest FROM designation_note WHERE noted_on <= {asOf}) note,
                jsonb_to_recordset(note.functions) AS told(function text, instrument text)
            WHERE told.instrument = {instrument.ToString()} GROUP BY 1, 2
            """).ToListAsync(cancel);
        return new(found.Count > 0, found.Where(it => it.Stands).Select(it => (StateCode.Parse(it.State, null), it.Function)).ToHashSet());
    }

    sealed record Designation(string State, string Function, bool Stands);
}
