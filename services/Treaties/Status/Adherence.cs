using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Status;

/// <summary>One time of being bound, or of waiting to be: from a deposited consent to the end of participation. A State that left and came back has two.</summary>
/// <param name="Consent">The act by which it consented to be bound.</param>
/// <param name="EffectiveOn">When the instrument binds it; null while that cannot be said: the instrument is not in force, its rule is not recorded,
/// or its convention is not joined.</param>
/// <param name="EndsOn">When participation ends; null while no act ends it.</param>
/// <param name="EndedBy">The denunciation that ends it, perhaps of the convention.</param>
/// <param name="Steps">The calculation, each step with its article.</param>
public sealed record Adherence(TreatyAct Consent, UncertainDate? EffectiveOn, UncertainDate? EndsOn, TreatyAct? EndedBy, IReadOnlyList<Said> Steps)
{
    static readonly StepRule ruleNotRecorded = new("treaties/effect-rule-not-recorded", "deposit", "instrument");
    static readonly StepRule notInForce = new("treaties/effect-instrument-not-in-force", "deposit", "instrument", "article");
    static readonly StepRule succession = new("treaties/effect-of-succession", "succession");
    static readonly StepRule ofDeposit = new("treaties/effect-of-deposit", "deposit", "days", "article", "effect");
    static readonly StepRule notBeforeInstrument = new("treaties/effect-not-before-instrument", "instrument", "start", "article", "effect");
    static readonly StepRule waitsForConvention = new("treaties/effect-waits-for-convention", "convention", "article");
    static readonly StepRule notBeforeConvention = new("treaties/effect-not-before-convention", "convention", "start", "article");
    static readonly StepRule notBeforeUnknownDay = new("treaties/effect-not-before-convention#day-not-known", "convention", "article");
    static readonly StepRule endsWithConvention = new("treaties/end-with-convention", "convention", "end", "article");

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
            List<Said> steps = [];
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

    static UncertainDate? OwnEffect(Instrument instrument, TreatyAct consent, UncertainDate? inForce, List<Said> steps)
    {
        if (instrument.EntryIntoForceRule is not { } rule)
        {
            steps.Add(ruleNotRecorded.With(consent.Date.Said(), instrument.Id));
            return null;
        }
        if (inForce is not { } start)
        {
            steps.Add(notInForce.With(consent.Date.Said(), instrument.Id, rule.Article));
            return null;
        }

        // Continuity is what succession means, so no days are waited. Unverified: the final clauses are silent on successors.
        var days = consent.Kind == TreatyActionKind.Succession ? 0 : rule.LaterPartyDays;
        var own = consent.Date.PlusDays(days);
        steps.Add(days == 0 ? succession.With(consent.Date.Said()) : ofDeposit.With(consent.Date.Said(), days, rule.LaterPartyArticle, own.Said()));
        if (own.NotBefore >= start.NotAfter)
            return own;

        var waited = UncertainDate.Later(own, start);
        steps.Add(notBeforeInstrument.With(instrument.Id, start.Said(), rule.Article, waited.Said()));
        return waited;
    }

    /// <summary>A protocol binds only who is party to its convention, and ends with it (UNTOC arts. 37(2), 40(3)).</summary>
    static Adherence UnderConvention(Instrument convention, Instrument protocol, IReadOnlyList<Adherence> conventions, Adherence own)
    {
        var article = protocol.ProtocolTo!.Article!.Value;
        if (conventions.FirstOrDefault(joined => joined.EndsOn is not { } end || end.NotAfter > own.DepositedOn.NotBefore) is not { } joined)
            return own with { EffectiveOn = null, Steps = [.. own.Steps, waitsForConvention.With(convention.Id, article)] };

        List<Said> steps = [.. own.Steps];
        var effective = own.EffectiveOn is { } ownDay && joined.EffectiveOn is { } joinedDay ? UncertainDate.Later(ownDay, joinedDay) : (UncertainDate?)null;
        if (effective != own.EffectiveOn)
            steps.Add(joined.EffectiveOn is { } day ? notBeforeConvention.With(convention.Id, day.Said(), article) : notBeforeUnknownDay.With(convention.Id, article));
        if (convention.DenunciationRule is not { EndsProtocols: true } rule || joined.EndsOn is not { } conventionEnd)
            return own with { EffectiveOn = effective, Steps = steps };

        var endedByConvention = own.EndsOn is not { } ownEnd || conventionEnd.CompareTo(ownEnd) < 0;
        steps.Add(endsWithConvention.With(convention.Id, conventionEnd.Said(), rule.EndsProtocolsArticle!.Value));
        return own with
        {
            EffectiveOn = effective,
            EndsOn = own.EndsOn is { } other ? UncertainDate.Earlier(other, conventionEnd) : conventionEnd,
            EndedBy = endedByConvention ? joined.EndedBy : own.EndedBy,
            Steps = steps,
        };
    }
}
