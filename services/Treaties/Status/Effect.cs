using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;

namespace Treaties.Status;

/// <summary>When an act takes effect for its participant, by the instrument's own rule.</summary>
/// <param name="On">Null for acts that have no such day, and while it cannot be said.</param>
/// <param name="Steps">The calculation, each step with its article; empty for acts that have no such day.</param>
public sealed record Effect(UncertainDate? On, IReadOnlyList<Said> Steps)
{
    static readonly Effect None = new(null, []);

    /// <summary>Whether acts of a kind have a day of effect at all.</summary>
    public static bool MayHave(TreatyActionKind kind) => kind.IsConsentToBeBound() || kind.EndsParticipation();

    /// <param name="record">The record with the act on it.</param>
    public static Effect Of(TreatyRecord record, TreatyAct act)
    {
        var instrument = record.Catalogue[act.Instrument];
        if (act.Kind.IsConsentToBeBound())
        {
            var adherence = Adherence.Of(record, instrument, act.State).Single(adherence => adherence.Consent.Id == act.Id);
            return new(adherence.EffectiveOn, adherence.Steps);
        }
        if (act.Kind.EndsParticipation())
            return EndOfParticipation.Standing(instrument, [.. record.Of(act.Instrument, act.State)]).FirstOrDefault(end => end.Announced.Id == act.Id) is { } end
                ? new(end.On, [end.Step]) : None;
        return None;
    }
}
