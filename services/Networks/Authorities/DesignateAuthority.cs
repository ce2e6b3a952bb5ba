using Contracts;
using Contracts.Networks;
using Journal.Appending;
using Journal.Following;
using Networks.Duties;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;

namespace Networks.Authorities;

/// <summary>A State names an authority; the duties it meets are closed.</summary>
static class DesignateAuthority
{
    public sealed record Request(StateCode State, AuthorityDetails Details);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/authorities", Handle)
        .For(Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission)
        .RestsOnCopiesOf("treaties")
        .WithSummary("Designate a competent national authority")
        .Produces<DirectoryEntry>(StatusCodes.Status201Created);

    static Task<IResult> Handle(Request request, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        if (asker.SpeaksFor(request.State) is { } stranger)
            return stranger;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var streams = await work.Open([$"authorities/{id}", DutyRegister.Stream(request.State)]);
        var stream = streams[$"authorities/{id}"];
        var register = await Register.Load(work.Db, null, cancel);
        if (DesignationRules.Check(request.Details, "details.", request.State, register, time.Today()) is { } refusal)
            return refusal;

        var authority = new Authority { Id = id, State = request.State, Details = request.Details, Version = stream.Version + 1, RecordedAt = work.RecordingTime(stream) };
        work.Db.Add(authority);
        stream.Append(new AuthorityDesignated { Authority = id, State = request.State, Functions = request.Details.Functions }, request.Details.Source.Date);
        await DirectoryRegister.Keep(work, authority);
        await DutyRegister.Settle(work, authority, request.Details.Source.Date);
        return Answer.Created($"/authorities/{id}", DirectoryEntry.For(asker, authority), stream);
    }, cancel);
}
