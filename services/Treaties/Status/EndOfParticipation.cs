using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Status;

/// <summary>A denunciation or withdrawal that stands, and when it takes effect.</summary>
/// <param name="On">Later bound <see cref="DateOnly.MaxValue"/> where the instrument's rule is not recorded.</param>
/// <param name="Step">The calculation.</param>
public sealed record EndOfParticipation(TreatyAct Announced, UncertainDate On, Said Step)
{
    static readonly StepRule ruleNotRecorded = new("treaties/end-rule-not-recorded", "kind", "notification", "instrument");
    static readonly StepRule ofNotification = new("treaties/end-of-participation", "kind", "notification", "months", "article", "end");
    static readonly StepRule beforeFreshConsent = new("treaties/end-of-participation#before-fresh-consent", "kind", "notification", "months", "article", "computed", "consent",
        "fresh", "end");

    /// <summary>The ends that stand among one participant's acts towards one instrument, by date; those taken back in time are left out (VCLT art. 68).</summary>
    public static IReadOnlyList<EndOfParticipation> Standing(Instrument instrument, IReadOnlyList<TreatyAct> acts)
    {
        var announced = acts.Where(act => act.Kind.EndsParticipation()).Select(act => Of(instrument, act, acts)).ToList();
        foreach (var takenBack in acts.Where(act => act.Kind == TreatyActionKind.WithdrawalOfDenunciation))
            if (TakenBackBy(takenBack, announced) is { } end)
                announced.Remove(end);
        return announced;
    }

    /// <summary>The end that an act takes back: the one it names, else the latest announced before it; null where it comes too late or there is none.</summary>
    public static EndOfParticipation? TakenBackBy(TreatyAct takenBack, IEnumerable<EndOfParticipation> announced)
    {
        var end = takenBack.Concerns is { } named
            ? announced.SingleOrDefault(end => end.Announced.Id == named)
            : announced.LastOrDefault(end => end.Announced.Date.NotBefore <= takenBack.Date.NotBefore);
        return end is not null && takenBack.Date.NotBefore < end.On.NotAfter ? end : null;
    }

    static EndOfParticipation Of(Instrument instrument, TreatyAct act, IReadOnlyList<TreatyAct> acts)
    {
        if (instrument.DenunciationRule is not { } rule)
            return new(act, UncertainDate.Between(act.Date.NotBefore, DateOnly.MaxValue), ruleNotRecorded.With(act.Kind.Said(), act.Date.Said(), instrument.Id));

        var on = act.Date.PlusMonths(rule.Months);
        // Who accedes afresh had left: that bounds an end whose own day is not known, and only then (Bhutan and UNCAC).
        if (act.Date.IsKnown || acts.FirstOrDefault(later => later.Kind.IsConsentToBeBound() && later.Date.NotBefore > act.Date.NotBefore) is not { } fresh)
            return new(act, on, ofNotification.With(act.Kind.Said(), act.Date.Said(), rule.Months, rule.Article, on.Said()));

        var bounded = UncertainDate.Earlier(on, fresh.Date);
        return new(act, bounded, beforeFreshConsent.With(act.Kind.Said(), act.Date.Said(), rule.Months, rule.Article, on.Said(), fresh.Kind.Said(), fresh.Date.Said(),
            bounded.Said()));
    }
}
