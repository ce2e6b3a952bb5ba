using Contracts;
using Contracts.Treaties;
using Treaties.Actions;

namespace Treaties.Status;

/// <param name="Certainty">Certain where the whole interval lies in the period; possible where it only overlaps.</param>
public sealed record ActionInPeriod(TreatyAct Act, Certainty Certainty);

/// <summary>What happened in a period: the pattern of a report's sentence, "acceded to the Convention and the Trafficking in Persons Protocol: Bhutan …".</summary>
public static class NewActions
{
    /// <param name="instrument">Null for all instruments.</param>
    /// <param name="from">First day, inclusive.</param>
    /// <param name="to">Last day, inclusive.</param>
    /// <param name="kind">Null for all kinds.</param>
    public static IReadOnlyList<ActionInPeriod> Between(TreatyRecord record, DateOnly from, DateOnly to, InstrumentId? instrument = null, TreatyActionKind? kind = null) =>
        [.. (instrument is { } one ? record.Of(one) : record.Acts)
            .Where(act => (kind is null || act.Kind == kind) && act.Date.NotBefore <= to && act.Date.NotAfter >= from)
            .Select(act => new ActionInPeriod(act, act.Date.NotBefore >= from && act.Date.NotAfter <= to ? Certainty.Certain : Certainty.Possible))];

    /// <summary>The same, counted by instrument and kind.</summary>
    public static IReadOnlyList<(InstrumentId Instrument, TreatyActionKind Kind, PartyCount Count)> Counted(IEnumerable<ActionInPeriod> actions) =>
        [.. actions.GroupBy(action => (action.Act.Instrument, action.Act.Kind)).OrderBy(group => group.Key.Instrument).ThenBy(group => group.Key.Kind)
            .Select(group => (group.Key.Instrument, group.Key.Kind, PartyCount.Of(group.Select(action => action.Certainty))))];
}
