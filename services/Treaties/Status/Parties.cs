using Contracts;
using Treaties.Actions;
using Treaties.States;

namespace Treaties.Status;

/// <summary>A count where some dates are known only by bounds.</summary>
/// <param name="Certain">Those the record leaves no doubt about: dated acts, and intervals that have closed by the day.</param>
/// <param name="Possible">Those and the ones whose interval is still open on the day.</param>
public readonly record struct PartyCount(int Certain, int Possible)
{
    public static PartyCount Of(IEnumerable<Certainty> answers)
    {
        var counted = answers.Where(answer => answer != Certainty.No).ToList();
        return new(counted.Count(answer => answer == Certainty.Certain), counted.Count);
    }
}

/// <param name="Of">States that could be counted.</param>
public sealed record Share(PartyCount Count, int Of)
{
    /// <summary>Certain count as a share of all, from 0 to 1; null where there are none to count.</summary>
    public decimal? Rate => Of == 0 ? null : (decimal)Count.Certain / Of;
}

/// <param name="Group">UN regional group, <c>GRULAC</c>; null for States of none.</param>
public sealed record GroupShare(string? Group, Share Share);

/// <param name="Years">Whole years between signature and the day asked for.</param>
public sealed record WaitingSignatory(StateCode State, UncertainDate SignedOn, int Years);

/// <summary>Who is party, who is not, and in what numbers. Every count is the number of answers of <see cref="ParticipantStatus"/>.</summary>
/// <remarks>
/// An instrument of which no act is on record has no count: null, to be told as <i>not recorded</i>, never zero.
/// The European Union counts among parties (UNTOC art. 2(j)), not in shares and non-parties, which are of the 197 States.
/// </remarks>
public static class Parties
{
    /// <summary>All who count as party, certainly or possibly, by code.</summary>
    public static IReadOnlyList<ParticipantStatus> List(TreatyRecord record, InstrumentId instrument, DateOnly asOf, Basis basis) =>
        [.. Statuses(record, instrument, asOf).Where(status => status.CountsAsParty(basis) != Certainty.No)];

    public static PartyCount? Count(TreatyRecord record, InstrumentId instrument, DateOnly asOf, Basis basis) => record.Holds(instrument)
        ? PartyCount.Of(Statuses(record, instrument, asOf).Select(status => status.CountsAsParty(basis)))
        : null;

    /// <summary>Status of everyone who ever did anything towards the instrument, by code.</summary>
    public static IEnumerable<ParticipantStatus> Statuses(TreatyRecord record, InstrumentId instrument, DateOnly asOf) =>
        record.ParticipantsIn(instrument).Select(state => ParticipantStatus.Of(record, instrument, state, asOf));

    /// <summary>States that are not certainly party; <see cref="ParticipantStatus.CountsAsParty"/> says which of them may be. Null where nothing is recorded.</summary>
    public static IReadOnlyList<ParticipantStatus>? NonParties(TreatyRecord record, ParticipantRegister register, InstrumentId instrument, DateOnly asOf, Basis basis) =>
        record.Holds(instrument)
        ? [.. register.States.Select(state => ParticipantStatus.Of(record, instrument, state.Code, asOf)).Where(status => status.CountsAsParty(basis) != Certainty.Certain)]
        : null;

    /// <summary>Universality: the share of the 197 States that are party.</summary>
    public static Share? Universality(TreatyRecord record, ParticipantRegister register, InstrumentId instrument, DateOnly asOf, Basis basis) => record.Holds(instrument)
        ? ShareOf(record, register.States, instrument, asOf, basis)
        : null;

    /// <summary>The share in each UN regional group, and of the States in none.</summary>
    public static IReadOnlyList<GroupShare>? ByRegionalGroup(TreatyRecord record, ParticipantRegister register, InstrumentId instrument, DateOnly asOf, Basis basis) =>
        record.Holds(instrument)
        ? [.. register.States.GroupBy(state => state.RegionalGroup).OrderBy(group => group.Key is null).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new GroupShare(group.Key, ShareOf(record, group, instrument, asOf, basis)))]
        : null;

    /// <summary>Those party to every one of several instruments, as the Convention and its three Protocols. Null where one of them is not recorded.</summary>
    public static IReadOnlyList<(StateCode State, Certainty Certainty)>? ToAll(TreatyRecord record, IReadOnlyCollection<InstrumentId> instruments, DateOnly asOf, Basis basis) =>
        instruments.All(record.Holds)
        ? [.. instruments.SelectMany(record.ParticipantsIn).Distinct().Order()
            .Select(state => (State: state, Certainty: instruments.Min(instrument => ParticipantStatus.Of(record, instrument, state, asOf).CountsAsParty(basis))))
            .Where(answer => answer.Certainty != Certainty.No)]
        : null;

    /// <summary>Signatories that have certainly not joined yet, those who signed first at the top.</summary>
    public static IReadOnlyList<WaitingSignatory> WaitingSignatories(TreatyRecord record, InstrumentId instrument, DateOnly asOf) =>
        [.. Statuses(record, instrument, asOf)
            .Where(status => status is { IsCertain: true, Standing: Standing.Signatory })
            .Select(status => new WaitingSignatory(status.State, status.SignedOn!.Value, WholeYears(status.SignedOn.Value.NotAfter, asOf)))
            .OrderBy(waiting => waiting.SignedOn).ThenBy(waiting => waiting.State)];

    /// <summary>
    /// Who may review a State: everyone else bound by the same instrument on the day (domain rule 6.10), beyond any doubt that an undated withdrawal
    /// leaves. Empty when the State itself is not.
    /// </summary>
    public static IReadOnlyList<StateCode> ReviewersFor(TreatyRecord record, InstrumentId instrument, StateCode underReview, DateOnly asOf)
    {
        var bound = Statuses(record, instrument, asOf).Where(status => status is { IsCertain: true, Standing: Standing.Party }).Select(status => status.State).ToList();
        return bound.Contains(underReview) ? [.. bound.Where(state => state != underReview)] : [];
    }

    static Share ShareOf(TreatyRecord record, IEnumerable<Participant> states, InstrumentId instrument, DateOnly asOf, Basis basis)
    {
        var answers = states.Select(state => ParticipantStatus.Of(record, instrument, state.Code, asOf).CountsAsParty(basis)).ToList();
        return new(PartyCount.Of(answers), answers.Count);
    }

    static int WholeYears(DateOnly from, DateOnly to) => to.Year - from.Year - (from.AddYears(to.Year - from.Year) > to ? 1 : 0);
}
