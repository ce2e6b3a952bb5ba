using Journal.Following;
using System.ComponentModel.DataAnnotations;
using Contracts;
using Contracts.Reviews;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>The secretariat opens the review of a State in one cycle of a mechanism, with its reviewing States.</summary>
/// <remarks>Until lots are drawn here the officer enters the pairing. Source: UNCAC review mechanism, terms of reference, paras. 14 and 19; UNTOC resolution 9/1; domain, reviews A2, A4, B3.</remarks>
static class OpenReview
{
    /// <param name="Reviewers">The reviewing States.</param>
    /// <param name="StartsOn">The day the State was informed; deadlines run from it.</param>
    /// <param name="Note">The secretariat's note that informed it.</param>
    public sealed record Request(
        [property: Required, StringLength(64, MinimumLength = 1)] string Mechanism, [property: Required, StringLength(64, MinimumLength = 1)] string Cycle, StateCode State,
        IReadOnlyList<StateCode> Reviewers, DateOnly StartsOn, NoteVerbale Note);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews", Handle)
        .For(Role.ReviewOfficer)
        .RestsOnCopiesOf("treaties")
        .WithSummary("Open the review of a State")
        .Produces<ReviewAnswer>(StatusCodes.Status201Created);

    static Task<IResult> Handle(Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        if (Refusal.Invalid(OpeningRules.Check(request, time.Today())) is { } invalid)
            return invalid;
        var mechanism = Mechanism.Find(request.Mechanism)!;
        // One review of a State in a cycle, and no mutual reviews: rules across the reviews of that cycle.
        await work.Guard($"reviews/{request.Mechanism}/{request.Cycle}");
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var stream = await work.Open(ReviewAccess.Stream(id));
        var enrolments = await work.Db.Enrolments.AsNoTracking().Where(it => it.Mechanism == request.Mechanism && it.State == request.State).ToListAsync(cancel);
        var sameCycle = await work.Db.CountryReviews.AsNoTracking().Where(it => it.Mechanism == request.Mechanism && it.Cycle == request.Cycle).ToListAsync(cancel);
        var register = await Register.Load(work.Db, null, cancel);
        if (Refusal.Because(OpeningRules.Check(request, mechanism, enrolments, register, sameCycle)) is { } refusal)
            return refusal;

        IReadOnlyList<InstrumentId> instruments = [.. OpeningRules.PartyTo(mechanism, register, request.State, request.StartsOn)];
        var review = new CountryReview
        {
            Id = id,
            Mechanism = request.Mechanism,
            Cycle = request.Cycle,
            State = request.State,
            StartsOn = request.StartsOn,
            Course = new(
                request.Note, instruments,
                [.. request.Reviewers.Select(state => new ReviewingState(state, [.. OpeningRules.PartyTo(mechanism, register, state, request.StartsOn).Where(instruments.Contains)]))],
                [], null, [], [], null),
        };
        work.Db.Add(review);
        work.Db.AddRange(request.Reviewers.Select(state => new Reviewer { Review = id, State = state }));
        stream.Append(new ReviewOpened
        {
            Review = id,
            Mechanism = review.Mechanism,
            Cycle = review.Cycle,
            State = review.State,
            Instruments = instruments,
            Reviewers = review.Course.Reviewers,
            NameFocalPoints = review.Awaited,
            StartsOn = review.StartsOn,
        }, request.StartsOn);
        review.Version = stream.Version;
        return Answer.Created($"/reviews/{id}", ReviewAnswer.WithoutTexts(review, asker), stream);
    }, cancel);
}
