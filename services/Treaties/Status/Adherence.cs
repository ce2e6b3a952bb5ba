using Contracts;
using Contracts.Treaties;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Status;

/// <summary>One time of being bound, or of waiting to be: from a deposited consent to the end of participation. A State that left and came back has two.</summary>
/// <param name="Consent">The act by which it consented to be bound.</param>
/// <param name="EffectiveOn">When the instrument binds it; null while that cannot be said: the instrument is not in force, its rule is not recorded, or its convention is not joined.</param>
/// <param name="EndsOn">When participation ends; null while no act ends it.</param>
/// <param name="EndedBy">The denunciation that ends it, perhaps of the convention.</param>
/// <param name="Steps">The calculation, one sentence a line, each with its article.</param>
public sealed record Adherence(TreatyAct Consent, UncertainDate? EffectiveOn, UncertainDate? EndsOn, TreatyAct? EndedBy, IReadOnlyList<string> Steps)
{
    public UncertainDate DepositedOn => Consent.Date;

    public UncertainDate? Starts(Basis basis) => basis == Basis.Deposit ? DepositedOn : EffectiveOn;

    public bool HasEnded(DateOnly asOf) => EndsOn?.HasCertainlyComeBy(asOf) == true;

    public bool MayHaveEnded(DateOnly asOf) => EndsOn?.MayHaveComeBy(asOf) == true;

    /// <summary>Whether it may have ended by a denunciation or withdrawal without a date, whose interval is still open on the day.</summary>
    public bool IsPossiblyWithdrawn(DateOnly asOf) => EndedBy is { Date.IsKnown: false } && MayHaveEnded(asOf) && !HasEnded(asOf);

    /// <summary>Whether it makes its participant count as a party.</summary>
    /// <remarks>Certain are dated acts and intervals closed by the day: a withdrawal without a date takes nothing away before its own interval has closed.</remarks>
    public Certainty Counts(Basis basis, DateOnly asOf) =>
        Starts(basis) is not { } start || !start.MayHaveComeBy(asOf) || HasEnded(asOf) ? Certainty.No
        : start.HasCertainlyComeBy(asOf) && (!MayHaveEnded(asOf) || IsPossiblyWithdrawn(asOf)) ? Certainty.Certain
        : Certainty.Possible;

    /// <summary>Every adherence of a participant to an instrument, by date.</summary>
    public static IReadOnlyList<Adherence> Of(TreatyRecord record, Instrument instrument, StateCode state) =>
        record.Once(new Asked(instrument.Id, state), asked => Computed(record, instrument, asked.State));

    readonly record struct Asked(InstrumentId Instrument, StateCode State);

    static IReadOnlyList<Adherence> Computed(TreatyRecord record, Instrument instrument, StateCode state)
    {
        var acts = record.Of(instrument.Id, state).ToList();
        var ends = EndOfParticipation.Standing(instrument, acts);
        var inForce = EntryIntoForce.DayOf(record, instrument);
        var conventions = record.Catalogue.ConventionOf(instrument) is { } convention ? Of(record, convention, state) : null;

        return [.. acts.Where(act => act.Kind.IsConsentToBeBound()).Select(consent =>
        {
            List<string> steps = [];
            var effective = OwnEffect(instrument, consent, inForce, steps);
            // The first end after the consent, so that a consent entered twice by mistake ends once and for all.
            var end = ends.FirstOrDefault(end => end.Announced.Date.NotBefore >= consent.Date.NotBefore);
            if (end is not null)
                steps.Add(end.Step);

            return conventions is null
                ? new Adherence(consent, effective, end?.On, end?.Announced, steps)
                : UnderConvention(record.Catalogue[instrument.ProtocolTo!.Instrument], instrument, conventions, new(consent, effective, end?.On, end?.Announced, steps));
        })];
    }

    static UncertainDate? OwnEffect(Instrument instrument, TreatyAct consent, UncertainDate? inForce, List<string> steps)
    {
        if (instrument.EntryIntoForceRule is not { } rule)
        {
            steps.Add($"deposit {consent.Date}; the entry-into-force rule of {instrument.Id} is not recorded");
            return null;
        }
        if (inForce is not { } start)
        {
            steps.Add($"deposit {consent.Date}; {instrument.Id} is not in force ({rule.Article})");
            return null;
        }

        // Continuity is what succession means, so no days are waited. Unverified: the final clauses are silent on successors.
        var days = consent.Kind == TreatyActionKind.Succession ? 0 : rule.LaterPartyDays;
        var own = consent.Date.PlusDays(days);
        steps.Add(days == 0
            ? $"succession notified {consent.Date}, continued from that day (no article; unverified)"
            : $"deposit {consent.Date} + {days} days ({rule.LaterPartyArticle}) = {own}");
        if (own.NotBefore >= start.NotAfter)
            return own;

        var waited = UncertainDate.Later(own, start);
        steps.Add($"not before {instrument.Id} is itself in force, {start} ({rule.Article}): {waited}");
        return waited;
    }

    /// <summary>A protocol binds only who is party to its convention, and ends with it (UNTOC arts. 37(2), 40(3)).</summary>
    static Adherence UnderConvention(Instrument convention, Instrument protocol, IReadOnlyList<Adherence> conventions, Adherence own)
    {
        var article = protocol.ProtocolTo!.Article;
        if (conventions.FirstOrDefault(joined => joined.EndsOn is not { } end || end.NotAfter > own.DepositedOn.NotBefore) is not { } joined)
            return own with { EffectiveOn = null, Steps = [.. own.Steps, $"waits: no participation in {convention.Id} is on record ({article})"] };

        List<string> steps = [.. own.Steps];
        var effective = own.EffectiveOn is { } ownDay && joined.EffectiveOn is { } joinedDay ? UncertainDate.Later(ownDay, joinedDay) : (UncertainDate?)null;
        if (effective != own.EffectiveOn)
            steps.Add($"not before {convention.Id} binds it, {(joined.EffectiveOn is { } day ? day : "a day not known")} ({article})");
        if (convention.DenunciationRule is not { EndsProtocols: true } rule || joined.EndsOn is not { } conventionEnd)
            return own with { EffectiveOn = effective, Steps = steps };

        var endedByConvention = own.EndsOn is not { } ownEnd || conventionEnd.CompareTo(ownEnd) < 0;
        steps.Add($"participation in {convention.Id} ends {conventionEnd}, and with it participation here ({rule.EndsProtocolsArticle})");
        return own with
        {
            EffectiveOn = effective,
            EndsOn = own.EndsOn is { } other ? UncertainDate.Earlier(other, conventionEnd) : conventionEnd,
            EndedBy = endedByConvention ? joined.EndedBy : own.EndedBy,
            Steps = steps,
        };
    }
}
