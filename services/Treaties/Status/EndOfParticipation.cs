using Contracts.Treaties;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Status;

/// <summary>A denunciation or withdrawal that stands, and when it takes effect.</summary>
/// <param name="On">Later bound <see cref="DateOnly.MaxValue"/> where the instrument's rule is not recorded.</param>
/// <param name="Step">The calculation in one sentence.</param>
public sealed record EndOfParticipation(TreatyAct Announced, UncertainDate On, string Step)
{
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
            return new(act, UncertainDate.Between(act.Date.NotBefore, DateOnly.MaxValue), $"{act.Kind.Written()} {act.Date}; when it takes effect is not recorded for {instrument.Id}");

        var on = act.Date.PlusMonths(rule.Months);
        var step = $"{act.Kind.Written()} {act.Date} + {rule.Months} months ({rule.Article}) = {on}";
        // Who accedes afresh had left: that bounds an end whose own day is not known, and only then (Bhutan and UNCAC).
        if (act.Date.IsKnown || acts.FirstOrDefault(later => later.Kind.IsConsentToBeBound() && later.Date.NotBefore > act.Date.NotBefore) is not { } fresh)
            return new(act, on, step);

        var bounded = UncertainDate.Earlier(on, fresh.Date);
        return new(act, bounded, $"{step}, and not after the fresh {fresh.Kind.Written()} of {fresh.Date}: {bounded}");
    }
}
