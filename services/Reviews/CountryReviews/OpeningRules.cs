using Contracts;
using Parties;
using Reviews.Mechanisms;
using Reviews.Parties;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>Who is reviewed, and who may review whom.</summary>
static class OpeningRules
{
    public static readonly Rule NoteInTheFuture = new("reviews/note-in-the-future", "today");

    static readonly Rule mechanismUnknown = new("reviews/mechanism-unknown", "asked", "known"), cycleUnknown = new("reviews/cycle-unknown", "mechanism", "cycle", "known");
    static readonly Rule startInTheFuture = new("reviews/start-in-the-future", "today"), numberOfReviewers = new("reviews/number-of-reviewers", "wanted", "named");
    static readonly Rule reviewsItself = new("reviews/reviews-itself", "state"), reviewerNamedTwice = new("reviews/reviewer-named-twice", "state");
    static readonly Rule reviewsAState = new("reviews/reviews-a-state", "state"), reviewedByStates = new("reviews/reviewed-by-states", "state");
    static readonly Rule enrolledOnTheFirstDay = new("reviews/enrolled-on-the-first-day", "state", "mechanism", "day"), oneInACycle = new("reviews/one-in-a-cycle", "state", "cycle", "mechanism", "review");
    static readonly Rule reviewerIsParty = new("reviews/reviewer-is-party", "state", "instrument", "day"), noMutualReview = new("reviews/no-mutual-review", "state", "reviewer", "review");
    static readonly Rule oneOfTheSameRegion = new("reviews/one-of-the-same-region", "least", "state", "group"), oneOfAnotherRegion = new("reviews/one-of-another-region", "most", "state", "group", "named");

    const string MutualReviews = "Terms of reference, para. 19 (unverified); domain, reviews A2 and B3";

    /// <summary>What is wrong with the request by itself.</summary>
    public static IEnumerable<FieldFault> Check(OpenReview.Request request, DateOnly today)
    {
        if (request.Note.Date > today)
            yield return new("note.date", NoteInTheFuture.With(today));
        if (Mechanism.Find(request.Mechanism) is not { } mechanism)
        {
            yield return new("mechanism", mechanismUnknown.With(RefusalValue.Text(request.Mechanism), RefusalValue.List(Mechanism.All.Select(Name))));
            yield break;
        }
        if (mechanism.FindCycle(request.Cycle) is null)
            yield return new("cycle", cycleUnknown.With(Name(mechanism), Cycle(request.Cycle), RefusalValue.List(mechanism.Cycles.Select(it => Cycle(it.Id)))), mechanism.CreatedBy.Source);
        if (request.StartsOn > today)
            yield return new("startsOn", startInTheFuture.With(today), mechanism.Step(ReviewStage.FocalPoints).Source);
        if (request.Reviewers.Count != mechanism.Reviewers.Count)
            yield return new("reviewers", numberOfReviewers.With(mechanism.Reviewers.Count, request.Reviewers.Count), mechanism.Reviewers.Source);
        for (var index = 0; index < request.Reviewers.Count; index++)
            if (request.Reviewers[index] == request.State)
                yield return new($"reviewers[{index}]", reviewsItself.With(request.State), mechanism.Reviewers.Source);
            else if (request.Reviewers.Take(index).Contains(request.Reviewers[index]))
                yield return new($"reviewers[{index}]", reviewerNamedTwice.With(request.Reviewers[index]), mechanism.Reviewers.Source);
    }

    /// <summary>Which rules of the mechanism the review breaks as things stood on its first day.</summary>
    /// <param name="enrolments">Of the State under review in the mechanism.</param>
    /// <param name="sameCycle">Reviews of the same mechanism and cycle.</param>
    public static IEnumerable<FieldFault> Check(OpenReview.Request request, Mechanism mechanism, IReadOnlyList<Enrolment> enrolments, Register register, IReadOnlyList<CountryReview> sameCycle)
    {
        if (!ReferenceList.IsState(request.State))
            yield return new("state", reviewsAState.With(request.State), mechanism.Organizations.Source);
        else if (enrolments.All(it => it.On(request.StartsOn) != Certainty.Certain))
            yield return new("state", enrolledOnTheFirstDay.With(request.State, Name(mechanism), request.StartsOn), mechanism.Participation.Source);
        if (sameCycle.FirstOrDefault(it => it.State == request.State) is { } earlier)
            yield return new("state", oneInACycle.With(request.State, Cycle(request.Cycle), Name(mechanism), RefusalValue.Record("review", earlier.Id)), mechanism.FindCycle(request.Cycle)!.Source);

        for (var index = 0; index < request.Reviewers.Count; index++)
        {
            var (reviewer, field) = (request.Reviewers[index], $"reviewers[{index}]");
            if (!ReferenceList.IsState(reviewer))
                yield return new(field, reviewedByStates.With(reviewer), mechanism.Organizations.Source);
            else if (register.IsParty(reviewer, mechanism.Convention, request.StartsOn, Basis.Deposit) != Certainty.Certain)
                yield return new(field, reviewerIsParty.With(reviewer, mechanism.Convention, request.StartsOn), mechanism.Reviewers.Source);
            if (sameCycle.FirstOrDefault(it => it.State == reviewer && it.Reviewers.Contains(request.State)) is { } mutual)
                yield return new(field, noMutualReview.With(request.State, reviewer, RefusalValue.Record("review", mutual.Id)), MutualReviews);
        }
        if (CheckGroups(request, mechanism.Reviewers) is { } groups)
            yield return groups;
    }

    static RefusalValue Name(Mechanism mechanism) => RefusalValue.Named("mechanism", mechanism.Id, mechanism.Names);

    static RefusalValue Cycle(string id) => RefusalValue.Word("cycle", id);

    /// <summary>Of the mechanism's instruments, those a State was party to for certain on a day, by deposit.</summary>
    public static IEnumerable<InstrumentId> PartyTo(Mechanism mechanism, Register register, StateCode state, DateOnly day) =>
        mechanism.Instruments.Where(instrument => register.IsParty(state, instrument, day, Basis.Deposit) == Certainty.Certain);

    /// <summary>A reviewer whose group the data do not know may be of any: it breaks no rule by that.</summary>
    static FieldFault? CheckGroups(OpenReview.Request request, ReviewerRule rule)
    {
        if (ReferenceList.RegionalGroup(request.State) is not { } group)
            return null;
        var groups = request.Reviewers.Select(ReferenceList.RegionalGroup).ToList();
        var (same, unknown) = (groups.Count(it => it == group), groups.Count(it => it is null));
        var named = RefusalValue.Word("group", group.ToLowerInvariant());
        if (same + unknown < rule.FromTheSameRegionalGroupAtLeast)
            return new("reviewers", oneOfTheSameRegion.With(rule.FromTheSameRegionalGroupAtLeast, request.State, named), rule.Source);
        return same > rule.FromTheSameRegionalGroupAtMost ? new("reviewers", oneOfAnotherRegion.With(rule.FromTheSameRegionalGroupAtMost, request.State, named, same), rule.Source) : null;
    }
}
