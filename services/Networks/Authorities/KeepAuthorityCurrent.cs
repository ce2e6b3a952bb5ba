using Contracts.Networks;
using Journal.Appending;
using Journal.Following;
using Networks.Duties;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>Brings the entry of an authority up to date; what it said before stays in its history.</summary>
static class KeepAuthorityCurrent
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/authorities/{id:guid}", Handle)
        .For(Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission)
        .RestsOnCopiesOf("treaties")
        .WithSummary("Bring the entry of an authority up to date")
        .WithDescription("Send the ETag you saw in If-Match. The whole entry is replaced; the earlier one stays in its history.")
        .Produces<DirectoryEntry>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, AuthorityDetails details, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (authority, stream, refusal) = await DirectoryRegister.OpenToChange(work, id, asker);
        if (authority is null)
            return refusal!;
        var register = await Register.Load(work.Db, null, cancel);
        if (DesignationRules.Check(details, "", authority.State, register, time.Today()) is { } fault)
            return fault;

        authority.Details = details;
        authority.Version = stream.Version + 1;
        authority.RecordedAt = work.RecordingTime(stream);
        stream.Append(new AuthorityKeptCurrent { Authority = id, State = authority.State, Functions = details.Functions }, details.Source.Date);
        await DirectoryRegister.Keep(work, authority);
        await DutyRegister.Settle(work, authority, details.Source.Date);
        return Answer.Ok(DirectoryEntry.For(asker, authority), stream);
    }, cancel);
}
