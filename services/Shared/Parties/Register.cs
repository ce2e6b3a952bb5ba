using Contracts;
using Contracts.Treaties;
using Microsoft.EntityFrameworkCore;

namespace Parties;

/// <summary>Answers who is party to what, as of any day, from acts on record. Pure: the same acts give the same answers.</summary>
/// <remarks>
/// By deposit a participation begins with the day of the deposit, by effect with the day the instrument's own rule gives; both end
/// when a denunciation takes effect. Source of the rules: the final clauses in <c>data/instruments</c> (UNTOC arts. 37, 38, 40; UNCAC arts. 68, 70).
/// </remarks>
public sealed class Register
{
    readonly ILookup<(StateCode, InstrumentId), PartyAct> acts;
    readonly IReadOnlyDictionary<InstrumentId, DateOnly> inForce;

    public Register(IEnumerable<PartyAct> acts, IEnumerable<InForce> inForce)
        : this([.. acts], inForce.ToDictionary(it => it.Instrument, it => it.On))
    {
    }

    Register(IReadOnlyList<PartyAct> all, IReadOnlyDictionary<InstrumentId, DateOnly> inForce)
    {
        All = all;
        this.inForce = inForce;
        // One order whatever order they were recorded in, so that the answer cannot depend on it.
        acts = all.Where(act => !act.Annulled).OrderBy(act => act.Date).ThenBy(act => act.Kind).ThenBy(act => act.Action).ToLookup(act => (act.State, act.Instrument));
    }

    /// <summary>Every act it knows, annulled ones too.</summary>
    public IReadOnlyList<PartyAct> All { get; }

    /// <summary>Reads the acts of one State, or of everybody where none is named.</summary>
    public static async Task<Register> Load(DbContext db, StateCode? state, CancellationToken cancel)
    {
        var acts = db.Set<PartyAct>().AsNoTracking();
        return new(await (state is { } one ? acts.Where(act => act.State == one) : acts).ToListAsync(cancel), await db.Set<InForce>().AsNoTracking().ToListAsync(cancel));
    }

    /// <summary>The register as it stands once an act is recorded, or corrected.</summary>
    public Register With(PartyAct act)
    {
        var others = All.Where(other => other.Action != act.Action);
        return new(PartyAct.Matters(act.Kind) ? [.. others, act] : [.. others], inForce);
    }

    /// <summary>Whether anything is on record for an instrument; where nothing is, the answer is <i>not recorded</i>, never zero.</summary>
    public bool Holds(InstrumentId instrument) => All.Any(act => act.Instrument == instrument && !act.Annulled);

    /// <summary>Whether a State counts as party: as surely as the surest of its adherences.</summary>
    public Certainty IsParty(StateCode state, InstrumentId instrument, DateOnly asOf, Basis basis) =>
        Adherences(state, instrument).Select(it => it.Counts(basis, asOf)).DefaultIfEmpty(Certainty.No).Max();

    /// <summary>Everyone who counts as party, certainly or possibly, by code; with the participation that may count.</summary>
    public IEnumerable<(StateCode State, Certainty Certainty, Adherence Adherence)> Parties(InstrumentId instrument, DateOnly asOf, Basis basis) =>
        acts.Select(group => group.Key).Where(key => key.Item2 == instrument).Select(key => key.Item1).Order()
            .Select(state => (state, IsParty(state, instrument, asOf, basis)))
            .Where(answer => answer.Item2 != Certainty.No)
            .Select(answer => (answer.state, answer.Item2, Adherences(answer.state, instrument).Last(it => it.Counts(basis, asOf) != Certainty.No)));

    public PartyCount Count(InstrumentId instrument, DateOnly asOf, Basis basis)
    {
        var counted = Parties(instrument, asOf, basis).ToList();
        return new(counted.Count(party => party.Certainty == Certainty.Certain), counted.Count);
    }

    /// <summary>The times a State has been party to anything, by instrument and date.</summary>
    public IEnumerable<Period> Periods(StateCode state) =>
        acts.Select(group => group.Key).Where(key => key.Item1 == state).Select(key => key.Item2).Order().SelectMany(instrument => Periods(state, instrument));

    /// <summary>The times a State has been party without a break, by date.</summary>
    public IReadOnlyList<Period> Periods(StateCode state, InstrumentId instrument)
    {
        var periods = new List<Period>();
        foreach (var adherence in Adherences(state, instrument))
        {
            if (periods is [.., var last] && !(last.EndsOn is { } end && end.NotAfter <= adherence.DepositedOn.NotAfter))
                periods[^1] = last with { EndsOn = last.EndsOn is { } one && adherence.EndsOn is { } other ? Bounds.Later(one, other) : null };
            else
                periods.Add(new(adherence.Consent, adherence.EffectiveOn, adherence.EndsOn));
        }
        return periods;
    }

    /// <summary>Every participation of a State in an instrument, one for each consent, by date.</summary>
    public IReadOnlyList<Adherence> Adherences(StateCode state, InstrumentId instrument)
    {
        var clauses = FinalClauses.All.GetValueOrDefault(instrument) ?? new(instrument, null, null, null, false);
        var own = acts[(state, instrument)].ToList();
        var ends = Ends(own, clauses);
        var conventions = clauses.Convention is { } convention ? Adherences(state, convention) : null;
        return [.. own.Where(act => act.Kind.IsConsentToBeBound()).Select(consent =>
        {
            // The first end after the consent, so that a consent entered twice ends once and for all.
            var end = ends.Find(it => it.Announced.Date.NotBefore >= consent.Date.NotBefore);
            var adherence = new Adherence(consent, Effect(consent, clauses), end?.On, end?.Announced);
            return conventions is null ? adherence : Under(FinalClauses.All[clauses.Convention!.Value], conventions, adherence);
        })];
    }

    Bounds? Effect(PartyAct consent, FinalClauses clauses)
    {
        if (consent.EffectiveOn is { } said)
            return Bounds.On(said);
        if (clauses.LaterPartyDays is not { } days || !inForce.TryGetValue(clauses.Instrument, out var start))
            return null;

        // Continuity is what succession means, so no days are waited; the final clauses are silent on successors.
        var own = consent.Kind == TreatyActionKind.Succession ? consent.Date : consent.Date.Plus(day => day.AddDays(days));
        return Bounds.Later(own, Bounds.On(start));
    }

    /// <summary>Denunciations that stand, by date, with the day each takes effect; those taken back in time are left out (VCLT art. 68).</summary>
    static List<End> Ends(List<PartyAct> own, FinalClauses clauses)
    {
        var ends = own.Where(act => act.Kind.EndsParticipation()).Select(act => new End(act, EndsOn(act, own, clauses))).ToList();
        foreach (var takenBack in own.Where(act => act.Kind == TreatyActionKind.WithdrawalOfDenunciation))
        {
            var index = takenBack.Concerns is { } named
                ? ends.FindIndex(end => end.Announced.Action == named)
                : ends.FindLastIndex(end => end.Announced.Date.NotBefore <= takenBack.Date.NotBefore);
            if (index >= 0 && takenBack.Date.NotBefore < ends[index].On.NotAfter)
                ends.RemoveAt(index);
        }
        return ends;
    }

    static Bounds EndsOn(PartyAct act, List<PartyAct> own, FinalClauses clauses)
    {
        if (act.EffectiveOn is { } said)
            return Bounds.On(said);
        if (clauses.DenunciationMonths is not { } months)
            return new(act.Date.NotBefore, DateOnly.MaxValue);

        var on = act.Date.Plus(day => day.AddMonths(months));
        // Who accedes afresh had left: that bounds an end whose own day is not known, and only then (Bhutan and UNCAC).
        return act.Date.IsKnown || own.FirstOrDefault(later => later.Kind.IsConsentToBeBound() && later.Date.NotBefore > act.Date.NotBefore) is not { } fresh
            ? on
            : Bounds.Earlier(on, fresh.Date);
    }

    /// <summary>A protocol binds only who is party to its convention, and where the convention says so ends with it (UNTOC arts. 37(2), 40(3)).</summary>
    static Adherence Under(FinalClauses convention, IReadOnlyList<Adherence> conventions, Adherence own)
    {
        if (conventions.FirstOrDefault(joined => joined.EndsOn is not { } end || end.NotAfter > own.DepositedOn.NotBefore) is not { } joined)
            return own.Consent.EffectiveOn is null ? own with { EffectiveOn = null } : own;

        var effective = own.Consent.EffectiveOn is not null ? own.EffectiveOn
            : own.EffectiveOn is { } day && joined.EffectiveOn is { } joinedDay ? Bounds.Later(day, joinedDay) : null;
        if (!convention.EndsProtocols || joined.EndsOn is not { } conventionEnd)
            return own with { EffectiveOn = effective };

        var endedByConvention = own.EndsOn is not { } ownEnd || conventionEnd.CompareTo(ownEnd) < 0;
        return own with
        {
            EffectiveOn = effective,
            EndsOn = own.EndsOn is { } other ? Bounds.Earlier(other, conventionEnd) : conventionEnd,
            EndedBy = endedByConvention ? joined.EndedBy : own.EndedBy,
        };
    }

    /// <summary>A denunciation or withdrawal that stands, and when it takes effect.</summary>
    sealed record End(PartyAct Announced, Bounds On);
}
