using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Contracts.TechnicalAssistance;
using Journal.Appending;
using Journal.Confidential;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Needs;

/// <summary>A State says that a need of its own is met, with or without the platform's help.</summary>
/// <remarks>Source: CAC/COSP/2017, note on technical assistance, paras. 4 and 91-96: the State leads, and says whether what it needed was provided.</remarks>
static class MarkNeedMet
{
    /// <param name="MetOn">From when it is met.</param>
    /// <param name="Statement">What the State wants to say of it; for itself and the secretariat.</param>
    public sealed record Request(DateOnly MetOn, [property: FreeText, StringLength(4000, MinimumLength = 1)] string? Statement = null);

    static readonly Rule metOnce = new("technical-assistance/met-once", "state", "day"), metInTheFuture = new("technical-assistance/met-in-the-future", "today"), metBeforeIdentified = new("technical-assistance/met-before-identified", "day");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/needs/{id:guid}/met", Handle)
        .For(Role.FocalPoint, Role.PermanentMission)
        .WithSummary("Say that a need is met")
        .WithDescription("For the State itself. Send the ETag you saw in If-Match. The answer leaves out the statement: read the need for it.")
        .Produces<NeedAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<TechnicalAssistanceDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var stream = await work.Open(Need.Stream(id));
        if (await work.Db.Needs.SeenBy(asker).SingleOrDefaultAsync(it => it.Id == id, work.Cancel) is not { } need)
            return Refusal.Absent("need");
        if (asker.SpeaksFor(need.State) is { } stranger)
            return stranger;
        if (work.IfMatch(stream) is { } stale)
            return stale;
        if (need.MetOn is { } day)
            return Refusal.Because(metOnce.With(need.State, day), null);
        if (request.MetOn > time.Today())
            return Refusal.Invalid(metInTheFuture.With(time.Today()), "metOn");
        if (request.MetOn < need.IdentifiedOn)
            return Refusal.Because(metBeforeIdentified.With(need.IdentifiedOn), "metOn");

        stream.Append(new NeedMet { Need = id, Review = need.Review, State = need.State, MetOn = request.MetOn }, request.MetOn);
        (need.MetOn, need.Version) = (request.MetOn, stream.Version);
        need.Statement = request.Statement is { } text ? await work.Seal(Need.Stream(id), text) : null;
        // Answers to changes are kept in clear under their Idempotency-Key, so the statement is left to those who read the need (docs/decisions/0009).
        return Answer.Ok((await NeedAnswer.For(asker, [need], work.Db, work.Cancel))[0] with { Statement = null }, stream);
    }, cancel);
}
