using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.States;

namespace Treaties.Status;

/// <summary>What stands between a new entry, or a correction, and the record.</summary>
public static class Admission
{
    public static readonly Rule NotOnRegister = new("treaties/participant-not-on-register", "participant");
    public static readonly Rule NotYetReceived = new("treaties/date-in-the-future", "today", "day");
    public static readonly Rule AlreadyRecorded = new("treaties/already-recorded", "kind", "day", "action");
    public static readonly Rule OrganizationNeedsMember = new("treaties/organization-needs-member", "state", "instrument", "day");
    public static readonly Rule ConcernsNoAct = new("treaties/concerns-no-act", "instrument", "day");

    /// <summary>All findings; the entry is refused when one is an error, and carries the queries as flags otherwise.</summary>
    /// <param name="today">The depositary's day: nothing can have been received after it.</param>
    public static IReadOnlyList<Finding> Judge(TreatyRecord record, ParticipantRegister register, TreatyAct act, DateOnly today)
    {
        List<Finding> findings = [];
        if (register.Find(act.State) is null)
            findings.Add(new(NotOnRegister.With(act.State), Severity.Error, act.Instrument, act.State, act.Id, "state", "data/states/participants.csv"));
        if (act.Date.NotAfter > today)
            findings.Add(new(NotYetReceived.With(today, act.Date.Said()), Severity.Error, act.Instrument, act.State, act.Id, "depositedOn", "VCLT art. 77(1)(c)"));
        if (record.Of(act.Instrument, act.State)
            .FirstOrDefault(other => other.Id != act.Id && other.Kind == act.Kind && other.Date == act.Date && Folded.AreSame(other.Territory, act.Territory)
                && other.Provisions.SequenceEqual(act.Provisions) && other.Concerns == act.Concerns) is { } twin)
            findings.Add(new(AlreadyRecorded.With(act.Kind.Said(), act.Date.Said(), RefusalValue.Record("action", twin.Id)), Severity.Error, act.Instrument, act.State, act.Id,
                "kind", "VCLT art. 77(1)(d)"));
        if (act.Concerns is { } concerned && Consistency.Withdrawn(act.Kind) is null
            && record.Of(act.Instrument).All(other => other.Id != concerned || other.Date.NotBefore > act.Date.NotAfter))
            findings.Add(new(ConcernsNoAct.With(act.Instrument, act.Date.Said()), Severity.Error, act.Instrument, act.State, act.Id, "concerns", "VCLT art. 77(1)(d)"));
        if (Memberless(record, register, act) is { } memberless)
            findings.Add(memberless);
        return [.. findings, .. Consistency.Judge(record, act)];
    }

    /// <summary>
    /// Instruments of which everybody's acts are needed to judge an act: an organization follows its members, an objection another's reservation, and
    /// a threshold counts all.
    /// </summary>
    public static IReadOnlyList<InstrumentId> NeedsAll(Instrument instrument, TreatyAct act, IEnumerable<InstrumentId> awaiting) =>
        act.State == StateCode.EuropeanUnion || act.Concerns is not null ? [.. awaiting.Append(instrument.Id).Distinct()] : [.. awaiting];

    /// <summary>The refusal that follows from the errors; null where nothing worse than a query was found.</summary>
    public static Refusal? RefusalOf(IEnumerable<Finding> findings) =>
        Refusal.Because(findings.Where(finding => finding.Severity == Severity.Error).Select(error => new FieldFault(error.Field, error.Said!, error.Source)));

    /// <summary>An organization may sign, and join, once at least one of its member States has (UNTOC art. 36(2) to (4); UNCAC art. 67(2) to (4)).</summary>
    static Finding? Memberless(TreatyRecord record, ParticipantRegister register, TreatyAct act)
    {
        var asks = act.Kind == TreatyActionKind.Signature || act.Kind.IsConsentToBeBound();
        if (!asks || record.Catalogue[act.Instrument].Reio is not { } clause || register.Find(act.State) is not { IsState: false })
            return null;

        var members = register.MembersOf(act.State, act.Date.NotAfter);
        var followed = record.Of(act.Instrument).Any(other => members.Contains(other.State) && other.Date.NotBefore <= act.Date.NotAfter
            && (other.Kind.IsConsentToBeBound() || (act.Kind == TreatyActionKind.Signature && other.Kind == TreatyActionKind.Signature)));
        return followed ? null : new(OrganizationNeedsMember.With(act.State, act.Instrument, act.Date.Said()), Severity.Error, act.Instrument, act.State, act.Id, "state",
            clause.Article.ToString());
    }

    /// <summary>Errors that a correction, or the annulment of an act, would bring to the participant's other acts: moving a convention's deposit can orphan a protocol's.</summary>
    public static IReadOnlyList<Finding> Worsened(TreatyRecord before, TreatyRecord after, TreatyAct corrected)
    {
        var known = Consistency.Of(before, corrected.State).Select(finding => (finding.Rule, finding.Act)).ToHashSet();
        return [.. Consistency.Of(after, corrected.State)
            .Where(finding => finding.Severity == Severity.Error && finding.Act != corrected.Id && !known.Contains((finding.Rule, finding.Act)))];
    }
}
