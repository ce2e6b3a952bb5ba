using Contracts;
using Parties;
using Reviews.Mechanisms;
using Reviews.Parties;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>Who is reviewed, and who may review whom.</summary>
static class OpeningRules
{
    const string MutualReviews = "Terms of reference, para. 19 (unverified); domain, reviews A2 and B3";

    /// <summary>What is wrong with the request by itself, if anything.</summary>
    public static Refusal? Check(OpenReview.Request request, DateOnly today)
    {
        if (Mechanism.Find(request.Mechanism) is not { } mechanism)
            return Refusal.Invalid("reviews/mechanism-unknown", "mechanism", $"There is no mechanism '{request.Mechanism}'. There are: {string.Join(", ", Mechanism.All.Select(it => it.Id))}.");
        if (mechanism.FindCycle(request.Cycle) is null)
            return Refusal.Invalid("reviews/cycle-unknown", "cycle", $"{mechanism.Id} has no cycle '{request.Cycle}'. It has: {string.Join(", ", mechanism.Cycles.Select(it => it.Id))}.", mechanism.CreatedBy.Source);
        if (request.StartsOn > today)
            return Refusal.Invalid("reviews/start-in-the-future", "startsOn", $"A review begins when its State has been informed: not after today, {today:yyyy-MM-dd}.", mechanism.Step(ReviewStage.FocalPoints).Source);
        if (request.Note.Date > today)
            return Refusal.Invalid("reviews/note-in-the-future", "note.date", $"The note bears a date after today, {today:yyyy-MM-dd}.");
        if (request.Reviewers.Count != mechanism.Reviewers.Count)
            return Refusal.Invalid("reviews/number-of-reviewers", "reviewers", $"{mechanism.Reviewers.Count} States review one; {request.Reviewers.Count} are named.", mechanism.Reviewers.Source);
        for (var index = 0; index < request.Reviewers.Count; index++)
            if (request.Reviewers[index] == request.State)
                return Refusal.Invalid("reviews/reviews-itself", $"reviewers[{index}]", $"{request.State} cannot review itself.", mechanism.Reviewers.Source);
            else if (request.Reviewers.Take(index).Contains(request.Reviewers[index]))
                return Refusal.Invalid("reviews/reviewer-named-twice", $"reviewers[{index}]", $"{request.Reviewers[index]} is named twice.", mechanism.Reviewers.Source);
        return null;
    }

    /// <summary>Which rule of the mechanism the review breaks as things stood on its first day, if any.</summary>
    /// <param name="enrolments">Of the State under review in the mechanism.</param>
    /// <param name="sameCycle">Reviews of the same mechanism and cycle.</param>
    public static Refusal? Check(OpenReview.Request request, Mechanism mechanism, IReadOnlyList<Enrolment> enrolments, Register register, IReadOnlyList<CountryReview> sameCycle)
    {
        if (!Participants.IsState(request.State))
            return Refusal.Because("reviews/reviews-a-state", "state", $"{request.State} is no State: how else one is reviewed is not known.", mechanism.Organizations.Source);
        if (enrolments.All(it => it.On(request.StartsOn) != Certainty.Certain))
            return Refusal.Because("reviews/enrolled-on-the-first-day", "state", $"{request.State} did not take part in {mechanism.Id} for certain on {request.StartsOn:yyyy-MM-dd}.", mechanism.Participation.Source);
        if (sameCycle.FirstOrDefault(it => it.State == request.State) is { } earlier)
            return Refusal.Because("reviews/one-in-a-cycle", "state", $"{request.State} is reviewed in {request.Cycle} of {mechanism.Id} already: {earlier.Id}.", mechanism.FindCycle(request.Cycle)!.Source);

        for (var index = 0; index < request.Reviewers.Count; index++)
        {
            var (reviewer, field) = (request.Reviewers[index], $"reviewers[{index}]");
            if (!Participants.IsState(reviewer))
                return Refusal.Because("reviews/reviewed-by-states", field, $"{reviewer} is no State: whether it may review is not known.", mechanism.Organizations.Source);
            if (register.IsParty(reviewer, mechanism.Convention, request.StartsOn, Basis.Deposit) != Certainty.Certain)
                return Refusal.Because("reviews/reviewer-is-party", field, $"{reviewer} was not party to {mechanism.Convention} for certain on {request.StartsOn:yyyy-MM-dd}: only a party reviews.", mechanism.Reviewers.Source);
            if (sameCycle.FirstOrDefault(it => it.State == reviewer && it.Reviewers.Contains(request.State)) is { } mutual)
                return Refusal.Because("reviews/no-mutual-review", field, $"{request.State} reviews {reviewer} in the same cycle: {mutual.Id}.", MutualReviews);
        }
        return CheckGroups(request, mechanism.Reviewers);
    }

    /// <summary>Of the mechanism's instruments, those a State was party to for certain on a day, by deposit.</summary>
    public static IEnumerable<InstrumentId> PartyTo(Mechanism mechanism, Register register, StateCode state, DateOnly day) =>
        mechanism.Instruments.Where(instrument => register.IsParty(state, instrument, day, Basis.Deposit) == Certainty.Certain);

    /// <summary>A reviewer whose group the data do not know may be of any: it breaks no rule by that.</summary>
    static Refusal? CheckGroups(OpenReview.Request request, ReviewerRule rule)
    {
        if (Participants.RegionalGroup(request.State) is not { } group)
            return null;
        var groups = request.Reviewers.Select(Participants.RegionalGroup).ToList();
        var (same, unknown) = (groups.Count(it => it == group), groups.Count(it => it is null));
        if (same + unknown < rule.FromTheSameRegionalGroupAtLeast)
            return Refusal.Because("reviews/one-of-the-same-region", "reviewers", $"Of the reviewing States at least {rule.FromTheSameRegionalGroupAtLeast} is of the regional group of {request.State}, {group}; none of these is.", rule.Source);
        return same > rule.FromTheSameRegionalGroupAtMost
            ? Refusal.Because("reviews/one-of-another-region", "reviewers", $"Of the reviewing States at most {rule.FromTheSameRegionalGroupAtMost} is of the regional group of {request.State}, {group}; these are {same}.", rule.Source)
            : null;
    }
}
