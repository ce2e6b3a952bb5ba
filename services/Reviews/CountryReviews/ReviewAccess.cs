using Contracts;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>Who sees what of a review. Before it is published: the State under review, its reviewing States and the secretariat; after that everyone sees its outcome and nothing else.</summary>
/// <remarks>
/// Source: architecture, access follows the field; domain, reviews A5 and B5. A central authority takes no part in reviews, an operator sees no case:
/// both are strangers. A stranger gets one and the same answer for a review that is hidden and for one that is not there.
/// </remarks>
static class ReviewAccess
{
    static readonly Rule anothersStep = new("reviews/anothers-step", "states");

    static readonly Role[] ofAState = [Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert];

    /// <summary>The reviews an asker may know of at all.</summary>
    public static IQueryable<CountryReview> SeenBy(this ReviewsDb db, Asker asker)
    {
        if (asker.IsOfTheSecretariat())
            return db.CountryReviews;
        return Own(asker) is { } own
            ? db.CountryReviews.Where(it => it.Stage == ReviewStage.Published || it.State == own || db.Reviewers.Any(reviewer => reviewer.Review == it.Id && reviewer.State == own))
            : db.CountryReviews.Where(it => it.Stage == ReviewStage.Published);
    }

    /// <summary>Whether the asker takes part in the review, or runs it: sees all of it, and its deadlines.</summary>
    public static bool SeesAllOf(this Asker asker, CountryReview review) => asker.IsOfTheSecretariat() || (Own(asker) is { } own && review.IsOfThisReview(own));

    /// <summary>Opens a review for a step by somebody who has seen it as it stands.</summary>
    /// <param name="step">The step to be taken: the mechanism's data say whose it is. Any State of the review may name its focal point.</param>
    /// <returns>The review with its stream, or why nothing can be done: not there for this asker, another's step, or seen as it stood before.</returns>
    public static async Task<(CountryReview? Review, FactStream Stream, Refusal? Refusal)> OpenToChange(Work<ReviewsDb> work, Guid id, Asker asker, ReviewStage step)
    {
        var stream = await work.Open(Stream(id));
        if (await work.Db.SeenBy(asker).SingleOrDefaultAsync(it => it.Id == id, work.Cancel) is not { } review)
            return (null, stream, Refusal.Absent("review"));
        return (IsAnothersStep(asker, review, step) ?? work.IfMatch(stream)) is { } refusal ? (null, stream, refusal) : (review, stream, null);
    }

    public static string Stream(Guid review) => $"reviews/{review}";

    static Refusal? IsAnothersStep(Asker asker, CountryReview review, ReviewStage step)
    {
        var actor = step == ReviewStage.FocalPoints ? StepActor.EachState : review.Step(step).Actor;
        if (actor == StepActor.Secretariat || (step == ReviewStage.FocalPoints && asker.Is(Role.ReviewOfficer)))
            return null;  // the route says which office
        var states = review.StatesOf(actor);
        return asker.State is { } own && states.Contains(own)
            ? null
            : Refusal.Forbidden(anothersStep.With(RefusalValue.List(states.Select(state => (RefusalValue)state))), null, review.Step(step).Source);
    }

    static StateCode? Own(Asker asker) => asker.Is(ofAState) ? asker.State : null;
}
