using System.Text.Json.Serialization;
using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Status;

/// <summary>How a finding is treated: an error refuses a new entry and flags an old one; a query only flags.</summary>
public enum Severity { Query, Error }

/// <summary>An act, or an instrument as a whole, does not fit a rule.</summary>
/// <param name="Rule">Name of the rule, the same on the record and in a refusal.</param>
/// <param name="Act">The act at fault; null where the finding is about the instrument.</param>
/// <param name="Field">The field of an entry at fault, as a request writes it.</param>
/// <param name="Detail">What is wrong, in English.</param>
/// <param name="Source">The provision the rule rests on.</param>
[method: JsonConstructor]
public sealed record Finding(string Rule, Severity Severity, InstrumentId Instrument, StateCode? State, Guid? Act, string Field, string Detail, string Source)
{
    public Finding(Said said, Severity severity, InstrumentId instrument, StateCode? state, Guid? act, string field, string source)
        : this(said.Rule.Name, severity, instrument, state, act, field, said.In(Tongue.English), source) => Said = said;

    /// <summary>What is wrong, in any language; null for a finding that was read back.</summary>
    [JsonIgnore]
    public Said? Said { get; }
}

/// <summary>Holds acts against the rules of the instruments. What the depositary recorded stays on record and is flagged; a new entry with an error is refused.</summary>
/// <remarks>Where a date is known only by bounds, a rule is broken when no day within the bounds would keep it.</remarks>
public static class Consistency
{
    public static readonly Rule DepositBeforeOpening = new("treaties/deposit-before-opening", "instrument", "day");
    public static readonly Rule SignatureAfterClosing = new("treaties/signature-after-closing", "instrument", "day");
    public static readonly Rule RatificationNeedsSignature = new("treaties/ratification-needs-signature", "instrument", "state", "day");
    public static readonly Rule AccessionBySignatory = new("treaties/accession-by-signatory", "state", "instrument");
    public static readonly Rule ProtocolNeedsConvention = new("treaties/protocol-needs-convention", "state", "convention", "day");
    public static readonly Rule AlreadyBound = new("treaties/already-bound", "state", "instrument", "day");
    public static readonly Rule FormalConfirmationByState = new("treaties/formal-confirmation-by-state");
    public static readonly Rule DenunciationNeedsParty = new("treaties/denunciation-needs-party", "state", "instrument", "day");
    public static readonly Rule NothingToTakeBack = new("treaties/nothing-to-take-back", "instrument", "state", "day");
    public static readonly Rule WithdrawsNoAct = new("treaties/withdraws-no-act", "kind", "withdrawn");
    public static readonly Rule EntryIntoForceDiffers = new("treaties/entry-into-force-differs", "derived", "recorded");

    /// <summary>Every finding on the record, by instrument and date.</summary>
    public static IReadOnlyList<Finding> Of(TreatyRecord record) =>
        [.. record.Catalogue.All.SelectMany(instrument => OfInstrument(record, instrument).Concat(record.Of(instrument.Id).SelectMany(act => Judge(record, act))))];

    /// <summary>Every finding on one participant's acts: what a correction must not make worse.</summary>
    public static IReadOnlyList<Finding> Of(TreatyRecord record, StateCode state) =>
        [.. record.Of(state).SelectMany(act => Judge(record, act))];

    /// <summary>Names of the rules an act on record breaks or leaves open.</summary>
    public static IReadOnlyList<string> RulesOf(TreatyRecord record, TreatyAct act) =>
        record.Once(new Flagged(act.Id, act), it => new Rules([.. Judge(record, it.Act).Select(finding => finding.Rule)])).Names;

    /// <summary>An act and not only its id: a correction that is only considered has the id of what stands.</summary>
    readonly record struct Flagged(Guid Id, TreatyAct Act);

    sealed record Rules(IReadOnlyList<string> Names);

    /// <summary>Holds one act against everything else on record; it need not be on record itself.</summary>
    public static IEnumerable<Finding> Judge(TreatyRecord record, TreatyAct act)
    {
        var instrument = record.Catalogue[act.Instrument];
        // No rule here looks at another participant, so the rest of the record is this one's.
        var rest = record.OfOne(act.State).Without(act.Id);
        var others = rest.Of(act.Instrument).ToList();
        return [.. Times(instrument, act), .. Consents(rest, instrument, others, act), .. Endings(rest, instrument, others, act)];
    }

    static IEnumerable<Finding> Times(Instrument instrument, TreatyAct act)
    {
        if ((instrument.Signature?.Opens ?? instrument.Adopted.On) is { } opened && act.Date.NotAfter < opened)
            yield return Error(DepositBeforeOpening.With(instrument.Id, opened), act, "depositedOn", instrument.Signature?.Article.ToString() ?? "date of adoption");

        if (act.Kind == TreatyActionKind.Signature && instrument.Signature is { } period && act.Date.NotBefore > period.Closes)
            yield return Error(SignatureAfterClosing.With(instrument.Id, period.Closes), act, "depositedOn", period.Article.ToString());
    }

    static IEnumerable<Finding> Consents(TreatyRecord rest, Instrument instrument, List<TreatyAct> others, TreatyAct act)
    {
        if (!act.Kind.IsConsentToBeBound())
            yield break;

        var signed = others.Any(other => other.Kind == TreatyActionKind.Signature && other.Date.NotBefore <= act.Date.NotAfter);
        if (act.Kind is TreatyActionKind.Ratification or TreatyActionKind.Acceptance or TreatyActionKind.Approval && instrument.Signature is { } period && !signed)
            yield return Error(RatificationNeedsSignature.With(instrument.Id, act.State, act.Date.Said()), act, "kind", period.Article.ToString());

        // A signature is spent once the signatory has been bound and has left.
        var cameBack = others.Any(other => other.Kind.EndsParticipation() && other.Date.NotBefore <= act.Date.NotAfter);
        if (act.Kind == TreatyActionKind.Accession && signed && !cameBack)
            yield return Query(AccessionBySignatory.With(act.State, instrument.Id), act, "kind", "VCLT arts. 14, 15 (unverified as to practice)");

        if (act.Kind == TreatyActionKind.FormalConfirmation && act.State != StateCode.EuropeanUnion)
            yield return Error(FormalConfirmationByState, act, "kind", instrument.Reio?.CompetenceArticle.ToString() ?? "VCLT 1986 art. 14");

        if (rest.Catalogue.ConventionOf(instrument) is { } convention && !Adherence.Of(rest, convention, act.State).Any(joined => StandsAt(joined, act.Date)))
            yield return Error(ProtocolNeedsConvention.With(act.State, convention.Id, act.Date.Said()), act, "instrument", instrument.ProtocolTo!.Article!.Value.ToString());

        if (Adherence.Of(rest, instrument, act.State)
            .FirstOrDefault(bound => bound.DepositedOn.HasCertainlyComeBy(act.Date.NotBefore) && bound.EndsOn?.MayHaveComeBy(act.Date.NotAfter) != true) is { } bound)
            yield return Error(AlreadyBound.With(act.State, instrument.Id, bound.DepositedOn.Said()), act, "kind", "VCLT art. 2(1)(b) and (g)");
    }

    static IEnumerable<Finding> Endings(TreatyRecord rest, Instrument instrument, List<TreatyAct> others, TreatyAct act)
    {
        if (act.Kind.EndsParticipation() && !Adherence.Of(rest, instrument, act.State).Any(bound => StandsAt(bound, act.Date)))
            yield return Error(DenunciationNeedsParty.With(act.State, instrument.Id, act.Date.Said()), act, "kind",
                instrument.DenunciationRule?.Article.ToString() ?? "VCLT art. 54");

        if (act.Kind == TreatyActionKind.WithdrawalOfDenunciation && EndOfParticipation.TakenBackBy(act, EndOfParticipation.Standing(instrument, others)) is null)
            yield return Error(NothingToTakeBack.With(instrument.Id, act.State, act.Date.Said()), act, "concerns", "VCLT art. 68");

        if (Withdrawn(act.Kind) is { } kind && !others.Any(other => other.Id == act.Concerns && other.Kind == kind && other.Date.NotBefore <= act.Date.NotAfter))
            yield return Error(WithdrawsNoAct.With(act.Kind.Said(), kind.Said()), act, "concerns", "VCLT arts. 22, 23(4)");
    }

    /// <summary>The kind of act that an act of this kind withdraws.</summary>
    public static TreatyActionKind? Withdrawn(TreatyActionKind kind) => kind switch
    {
        TreatyActionKind.WithdrawalOfDeclaration => TreatyActionKind.Declaration,
        TreatyActionKind.WithdrawalOfReservation => TreatyActionKind.Reservation,
        TreatyActionKind.WithdrawalOfObjection => TreatyActionKind.Objection,
        _ => null,
    };

    static IEnumerable<Finding> OfInstrument(TreatyRecord record, Instrument instrument)
    {
        if (record.Holds(instrument.Id) && EntryIntoForce.Of(record, instrument) is { Agrees: false } day)
            yield return new(EntryIntoForceDiffers.With(day.Derived?.Said() ?? RefusalValue.Word("day", "none"),
                day.Recorded is { } recorded ? recorded : RefusalValue.Word("day", "none")), Severity.Error, instrument.Id, null, null, "entryIntoForce",
                instrument.EntryIntoForceRule!.Article.ToString());
    }

    static bool StandsAt(Adherence adherence, UncertainDate date) =>
        adherence.DepositedOn.NotBefore <= date.NotAfter && adherence.EndsOn?.HasCertainlyComeBy(date.NotBefore) != true;

    static Finding Error(Said said, TreatyAct act, string field, string source) => new(said, Severity.Error, act.Instrument, act.State, act.Id, field, source);

    static Finding Query(Said said, TreatyAct act, string field, string source) => new(said, Severity.Query, act.Instrument, act.State, act.Id, field, source);
}

/// <summary>What refusals, findings and calculations say of acts.</summary>
static class SaidOfActs
{
    public static RefusalValue Said(this UncertainDate date) => RefusalValue.Between(date.NotBefore, date.NotAfter);

    public static RefusalValue Said(this TreatyActionKind kind) => RefusalValue.Word("action", kind);
}
