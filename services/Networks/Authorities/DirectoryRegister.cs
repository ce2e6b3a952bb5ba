using Contracts;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Networks.Duties;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>Keeps what the directory is searched by, and its past, with the authority.</summary>
static class DirectoryRegister
{
    static readonly Rule withdrawn = new("networks/withdrawn", "state", "day");

    /// <summary>Opens an authority, and the duties of its State, for a change by somebody who has seen it as it stands.</summary>
    /// <returns>The authority with its stream, or why it cannot be changed.</returns>
    public static async Task<(Authority? Authority, FactStream Stream, Refusal? Refusal)> OpenToChange(Work<NetworksDb> work, Guid id, Asker asker)
    {
        // The State never changes, so it may be read before the streams are held.
        var state = await work.Db.Authorities.Where(it => it.Id == id).Select(it => (StateCode?)it.State).SingleOrDefaultAsync(work.Cancel);
        var names = state is { } known ? new[] { $"authorities/{id}", DutyRegister.Stream(known) } : [$"authorities/{id}"];
        var stream = (await work.Open(names))[$"authorities/{id}"];
        if (state is null)
            return (null, stream, Refusal.Absent("authority", RefusalValue.Text($"{id}")));
        if (asker.SpeaksFor(state.Value) is { } stranger)
            return (null, stream, stranger);
        if (work.IfMatch(stream) is { } stale)
            return (null, stream, stale);

        var authority = await work.Db.Authorities.SingleAsync(it => it.Id == id, work.Cancel);
        return authority.WithdrawnOn is { } day
            ? (null, stream, Refusal.Because(withdrawn.With(authority.State, day), null))
            : (authority, stream, null);
    }

    /// <summary>Adds the version as it stands now, and makes its designations those of its details; none once it is withdrawn.</summary>
    public static async Task Keep(Work<NetworksDb> work, Authority authority)
    {
        work.Db.Add(new AuthorityVersion { Authority = authority.Id, Version = authority.Version, Details = authority.Details, WithdrawnOn = authority.WithdrawnOn, RecordedAt = authority.RecordedAt });
        var standing = await work.Db.Designations.Where(it => it.Authority == authority.Id).ToListAsync(work.Cancel);
        var wanted = authority.WithdrawnOn is null ? authority.Details.Functions : [];
        work.Db.RemoveRange(standing.Where(it => !wanted.Any(function => (function.Function, function.Instrument) == (it.Function, it.Instrument))));
        work.Db.AddRange(wanted.Where(function => !standing.Any(it => (it.Function, it.Instrument) == (function.Function, function.Instrument)))
            .Select(function => new Designation { Authority = authority.Id, Instrument = function.Instrument, Function = function.Function }));
    }
}
