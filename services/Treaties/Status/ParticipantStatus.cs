using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;

namespace Treaties.Status;

/// <summary>How a participant stands towards an instrument, in rising order of participation.</summary>
public enum Standing
{
    /// <summary>Nothing done.</summary>
    None,

    /// <summary>Was bound, and left.</summary>
    FormerParty,

    /// <summary>Signed, not bound (VCLT art. 18).</summary>
    Signatory,

    /// <summary>Consent deposited, not yet in effect for it (VCLT art. 2(1)(f)).</summary>
    Contracting,

    /// <summary>Bound, the instrument in force for it (VCLT art. 2(1)(g)).</summary>
    Party,
}

/// <summary>Who is counted: all whose consent is deposited, or only those for whom it has taken effect. Never mixed.</summary>
public enum Basis { Deposit, Effect }

/// <summary>How sure an answer is where dates are known only by bounds.</summary>
public enum Certainty { No, Possible, Certain }

/// <summary>Status of one participant for one instrument as of a day.</summary>
/// <param name="Possible">Every standing the record allows, highest first; one where the record is certain.</param>
/// <param name="SignedOn">Null where no signature by then is on record.</param>
/// <param name="Adherences">Every adherence that may have begun by then, by date.</param>
public sealed record ParticipantStatus(InstrumentId Instrument, StateCode State, DateOnly AsOf, IReadOnlyList<Standing> Possible, UncertainDate? SignedOn,
    IReadOnlyList<Adherence> Adherences)
{
    static readonly StepRule signatureDoesNotBind = new("treaties/standing-of-signatory", "signature");
    static readonly StepRule standsAsOf = new("treaties/standing", "day", "standing");

    /// <summary>How the answer was reached. Made when it is asked for: a list of parties does not.</summary>
    public IReadOnlyList<Said> Steps =>
    [
        .. SignedOn is { } signed ? [signatureDoesNotBind.With(signed.Said())] : Array.Empty<Said>(),
        .. Adherences.SelectMany(adherence => adherence.Steps),
        standsAsOf.With(AsOf, RefusalValue.OneOf(Possible.Select(standing => RefusalValue.Word("standing", standing)))),
    ];

    /// <summary>The latest adherence that may have begun by then.</summary>
    public Adherence? Adherence => Adherences is [.., var latest] ? latest : null;

    /// <summary>The furthest standing the record allows; read it with <see cref="IsCertain"/>.</summary>
    public Standing Standing => Possible[0];

    public bool IsCertain => Possible.Count == 1;

    /// <summary>
    /// When participation may have ended, where a withdrawal without a date stands, its interval is still open on the day, and no other consent
    /// surely stands beside it; else null.
    /// </summary>
    public UncertainDate? PossiblyWithdrawn => Possible.Contains(Standing.FormerParty)
        ? Adherences.LastOrDefault(it => it.DepositedOn.HasCertainlyComeBy(AsOf) && it.IsPossiblyWithdrawn(AsOf))?.EndsOn
        : null;

    /// <summary>Whether it counts as a party on a basis: as surely as the surest of its adherences, since a doubtful second consent takes nothing from the first.</summary>
    /// <remarks>Where only a withdrawal without a date leaves a doubt, it counts as certain, and <see cref="PossiblyWithdrawn"/> says what is open.</remarks>
    public Certainty CountsAsParty(Basis basis) => Adherences.Select(it => it.Counts(basis, AsOf)).DefaultIfEmpty(Certainty.No).Max();

    public static ParticipantStatus Of(TreatyRecord record, InstrumentId instrument, StateCode state, DateOnly asOf)
    {
        var adherences = Status.Adherence.Of(record, record.Catalogue[instrument], state).Where(adherence => adherence.DepositedOn.MayHaveComeBy(asOf)).ToList();
        var signature = record.Of(instrument, state).FirstOrDefault(act => act.Kind == TreatyActionKind.Signature && act.Date.MayHaveComeBy(asOf));
        var possible = Standings(adherences, signature?.Date, asOf);
        return new(instrument, state, asOf, possible, signature?.Date, adherences);
    }

    /// <returns>Highest first.</returns>
    static List<Standing> Standings(List<Adherence> begun, UncertainDate? signedOn, DateOnly asOf)
    {
        List<Standing> possible = [];
        if (begun.Any(it => it.EffectiveOn?.MayHaveComeBy(asOf) == true && !it.HasEnded(asOf)))
            possible.Add(Standing.Party);

        var bindsForCertain = begun.Any(it => it.EffectiveOn?.HasCertainlyComeBy(asOf) == true && !it.MayHaveEnded(asOf));
        if (!bindsForCertain && begun.Any(it => it.EffectiveOn?.HasCertainlyComeBy(asOf) != true && !it.HasEnded(asOf)))
            possible.Add(Standing.Contracting);

        var consented = begun.Any(it => it.DepositedOn.HasCertainlyComeBy(asOf));
        if (!consented && signedOn is not null)
            possible.Add(Standing.Signatory);

        var consentStands = begun.Any(it => it.DepositedOn.HasCertainlyComeBy(asOf) && !it.MayHaveEnded(asOf));
        if (!consentStands && begun.Any(it => it.MayHaveEnded(asOf)))
            possible.Add(Standing.FormerParty);

        if (!consented && signedOn?.HasCertainlyComeBy(asOf) != true)
            possible.Add(Standing.None);
        return possible;
    }
}
