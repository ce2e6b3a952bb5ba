using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.States;

namespace Treaties.Status;

/// <summary>What stands between a new entry, or a correction, and the record.</summary>
public static class Admission
{
    public const string NotOnRegister = "treaties/participant-not-on-register";
    public const string NotYetReceived = "treaties/date-in-the-future";
    public const string AlreadyRecorded = "treaties/already-recorded";
    public const string OrganizationNeedsMember = "treaties/organization-needs-member";
    public const string ConcernsNoAct = "treaties/concerns-no-act";

    /// <summary>All findings; the entry is refused when one is an error, and carries the queries as flags otherwise.</summary>
    /// <param name="today">The depositary's day: nothing can have been received after it.</param>
    public static IReadOnlyList<Finding> Judge(TreatyRecord record, ParticipantRegister register, TreatyAct act, DateOnly today)
    {
        List<Finding> findings = [];
        if (register.Find(act.State) is null)
            findings.Add(new(NotOnRegister, Severity.Error, act.Instrument, act.State, act.Id, "state", $"{act.State} is none of the 197 States and organizations on the register.", "data/states/participants.csv"));
        if (act.Date.NotAfter > today)
            findings.Add(new(NotYetReceived, Severity.Error, act.Instrument, act.State, act.Id, "date", $"The depositary cannot have received by {today:yyyy-MM-dd} what is dated {act.Date}.", "VCLT art. 77(1)(c)"));
        if (record.Of(act.Instrument, act.State).FirstOrDefault(other => other.Id != act.Id && other.Kind == act.Kind && other.Date == act.Date && other.Territory == act.Territory && other.Provisions.SequenceEqual(act.Provisions) && other.Concerns == act.Concerns) is { } twin)
            findings.Add(new(AlreadyRecorded, Severity.Error, act.Instrument, act.State, act.Id, "kind", $"The {act.Kind.Written()} of {act.Date} is on record already as {twin.Id}; what is wrong there is corrected there.", "VCLT art. 77(1)(d)"));
        if (act.Concerns is { } concerned && Consistency.Withdrawn(act.Kind) is null && record.Of(act.Instrument).All(other => other.Id != concerned || other.Date.NotBefore > act.Date.NotAfter))
            findings.Add(new(ConcernsNoAct, Severity.Error, act.Instrument, act.State, act.Id, "concerns", $"No act {concerned} towards {act.Instrument} is on record by {act.Date}.", "VCLT art. 77(1)(d)"));
        if (Memberless(record, register, act) is { } memberless)
            findings.Add(memberless);
        return [.. findings, .. Consistency.Judge(record, act)];
    }

    /// <summary>Instruments of which everybody's acts are needed to judge an act: an organization follows its members, an objection another's reservation, and a threshold counts all.</summary>
    public static IReadOnlyList<InstrumentId> NeedsAll(Instrument instrument, TreatyAct act, IEnumerable<InstrumentId> awaiting) =>
        act.State == StateCode.EuropeanUnion || act.Concerns is not null ? [.. awaiting.Append(instrument.Id).Distinct()] : [.. awaiting];

    /// <summary>The refusal that follows from an error; null where nothing worse than a query was found.</summary>
    public static Refusal? RefusalOf(IEnumerable<Finding> findings) =>
        findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error ? Refusal.Because(error.Rule, error.Field, error.Detail, error.Source) : null;

    /// <summary>An organization may sign, and join, once at least one of its member States has (UNTOC art. 36(2) to (4); UNCAC art. 67(2) to (4)).</summary>
    static Finding? Memberless(TreatyRecord record, ParticipantRegister register, TreatyAct act)
    {
        var asks = act.Kind == TreatyActionKind.Signature || act.Kind.IsConsentToBeBound();
        if (!asks || record.Catalogue[act.Instrument].Reio is not { } clause || register.Find(act.State) is not { IsState: false })
            return null;

        var members = register.MembersOf(act.State, act.Date.NotAfter);
        var followed = record.Of(act.Instrument).Any(other => members.Contains(other.State) && other.Date.NotBefore <= act.Date.NotAfter
            && (other.Kind.IsConsentToBeBound() || (act.Kind == TreatyActionKind.Signature && other.Kind == TreatyActionKind.Signature)));
        return followed ? null : new(OrganizationNeedsMember, Severity.Error, act.Instrument, act.State, act.Id, "state",
            $"No member State of {act.State} has done so for {act.Instrument} by {act.Date}.", clause.Article.ToString());
    }

    /// <summary>Errors that a correction, or the annulment of an act, would bring to the participant's other acts: moving a convention's deposit can orphan a protocol's.</summary>
    public static IReadOnlyList<Finding> Worsened(TreatyRecord before, TreatyRecord after, TreatyAct corrected)
    {
        var known = Consistency.Of(before, corrected.State).Select(finding => (finding.Rule, finding.Act)).ToHashSet();
        return [.. Consistency.Of(after, corrected.State).Where(finding => finding.Severity == Severity.Error && finding.Act != corrected.Id && !known.Contains((finding.Rule, finding.Act)))];
    }
}
