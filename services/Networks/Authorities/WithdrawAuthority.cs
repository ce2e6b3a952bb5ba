using Contracts.Networks;
using Journal.Appending;
using Networks.Duties;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>A State no longer names an authority; the duties it met are open again unless another meets them.</summary>
static class WithdrawAuthority
{
    public sealed record Request(NoteVerbale Source);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/authorities/{id:guid}/withdrawal", Handle)
        .For(Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission)
        .WithSummary("Withdraw an authority from the directory")
        .WithDescription("Send the ETag you saw in If-Match.")
        .Produces<DirectoryEntry>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (authority, stream, refusal) = await DirectoryRegister.OpenToChange(work, id, asker);
        if (authority is null)
            return refusal!;
        if (request.Source.Date > time.Today())
            return Refusal.Invalid(DesignationRules.NoteInTheFuture.With(time.Today()), "source.date");

        authority.WithdrawnOn = request.Source.Date;
        authority.Version = stream.Version + 1;
        authority.RecordedAt = work.RecordingTime(stream);
        stream.Append(new AuthorityWithdrawn { Authority = id, State = authority.State }, request.Source.Date);
        await DirectoryRegister.Keep(work, authority);
        await DutyRegister.Settle(work, authority, request.Source.Date);
        return Answer.Ok(DirectoryEntry.For(asker, authority), stream);
    }, cancel);
}
