using System.ComponentModel.DataAnnotations;
using Contracts;
using Contracts.Reviews;
using Journal.Appending;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>A State names the person who speaks for it in one review; one at a time.</summary>
/// <remarks>
/// Who must name one, and by when, is the mechanism's data; any State of the review may. A later nomination replaces the person. Source: domain, reviews A3, B4.
/// The steps that follow are for whoever holds the role of focal point of that State: that a token is this very person's is not checked.
/// </remarks>
static class NominateFocalPoint
{
    public sealed record Request(StateCode State, PersonDetails Person, NoteVerbale Note);

    /// <param name="Title">Post or function.</param>
    public sealed record PersonDetails(
        [property: Required, StringLength(200, MinimumLength = 1)] string Name, [property: StringLength(200)] string? Title = null, [property: StringLength(200), EmailAddress] string? Email = null);

    static readonly Rule speaksForAnotherState = new("reviews/speaks-for-another-state", "own", "state"), speaksForNoState = new("reviews/speaks-for-another-state#none");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews/{id:guid}/focal-points", Handle)
        .For(Role.PermanentMission, Role.ReviewOfficer)
        .WithSummary("Name the person who speaks for a State in a review")
        .WithDescription("Send the ETag you saw in If-Match. Name, title and address are seen by the States of the review and the secretariat, and never published.")
        .Produces<ReviewAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (review, stream, refused) = await ReviewAccess.OpenToChange(work, id, asker, ReviewStage.FocalPoints);
        if (review is null)
            return refused!;
        if (!asker.Is(Role.ReviewOfficer) && asker.State != request.State)
            return asker.State is { } own ? Refusal.Forbidden(speaksForAnotherState.With(own, request.State), "state") : Refusal.Forbidden(speaksForNoState, "state");
        if (request.Note.Date > time.Today())
            return Refusal.Invalid(OpeningRules.NoteInTheFuture.With(time.Today()), "note.date");
        if (review.MayNominate(request.State) is { } refusal)
            return refusal;

        var person = Guid.CreateVersion7(time.GetUtcNow());
        var text = await work.Keep(ReviewTexts.KeyOfPerson(person), new PersonText(request.Person.Name, request.Person.Title, request.Person.Email));
        var former = review.Course.FocalPointOf(request.State);
        review.Nominated(new(request.State, person, request.Note, text));
        stream.Append(new FocalPointNominated { Review = id, State = request.State, FocalPoint = person, Replaces = former?.Person, Text = text }, request.Note.Date);
        review.Version = stream.Version;
        return Answer.Ok(ReviewAnswer.WithoutTexts(review, asker), stream);
    }, cancel);
}
