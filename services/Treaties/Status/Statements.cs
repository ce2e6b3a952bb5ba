using Contracts;
using Contracts.Treaties;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Status;

/// <param name="Certainty">Whether it is in force for certain, or may be.</param>
public sealed record StatementInForce(TreatyAct Act, Certainty Certainty);

/// <param name="State">The party that owes it.</param>
public sealed record MissingNotification(StateCode State, Duty Duty);

/// <summary>Reservations, declarations, objections, notifications and territorial applications: what is in force, and what is still owed.</summary>
public static class Statements
{
    static readonly TreatyActionKind[] Kinds = [TreatyActionKind.Declaration, TreatyActionKind.Reservation, TreatyActionKind.Objection, TreatyActionKind.Notification,
        TreatyActionKind.TerritorialApplication];

    /// <summary>Statements made by the day, not withdrawn by then, and whose maker has not left the instrument (VCLT arts. 21 to 23).</summary>
    public static IReadOnlyList<StatementInForce> InForce(TreatyRecord record, InstrumentId instrument, DateOnly asOf)
    {
        var withdrawn = record.Of(instrument).Where(act => act.Concerns is not null && Consistency.Withdrawn(act.Kind) is not null).ToLookup(act => act.Concerns!.Value);
        return [.. record.Of(instrument).Where(act => Kinds.Contains(act.Kind))
            .Select(act => new StatementInForce(act, CertaintyOf(record, act, withdrawn[act.Id], asOf)))
            .Where(statement => statement.Certainty != Certainty.No)];
    }

    /// <summary>What certain parties owe and have told neither the depositary nor the directory of authorities.</summary>
    /// <param name="designated">What authorities were designated for under the instrument by the day.</param>
    /// <returns>Null where neither a notification nor a designation is on record for the instrument: the silence is then the record's, not theirs.</returns>
    public static IReadOnlyList<MissingNotification>? Missing(TreatyRecord record, InstrumentId instrument, Designated designated, DateOnly asOf)
    {
        var statements = InForce(record, instrument, asOf);
        if (!designated.OnRecord && !statements.Any(statement => statement.Act.Kind == TreatyActionKind.Notification))
            return null;

        var owed = record.Catalogue[instrument].Designations.Where(duty => duty is { Obligatory: true, Kind: DutyKind.Designation or DutyKind.Notification }).ToList();
        return [.. Parties.Statuses(record, instrument, asOf)
            .Where(status => status.CountsAsParty(Basis.Effect) == Certainty.Certain)
            .SelectMany(status => owed
                .Where(duty => !designated.Stands(status.State, duty.Function))
                .Where(duty => !statements.Any(statement => statement.Act.State == status.State && statement.Act.Provisions.Any(duty.Article.Contains)))
                .Select(duty => new MissingNotification(status.State, duty)))];
    }

    static Certainty CertaintyOf(TreatyRecord record, TreatyAct act, IEnumerable<TreatyAct> withdrawals, DateOnly asOf)
    {
        var standings = ParticipantStatus.Of(record, act.Instrument, act.State, asOf).Possible;
        if (!act.Date.MayHaveComeBy(asOf) || withdrawals.Any(withdrawal => withdrawal.Date.HasCertainlyComeBy(asOf)) || standings is [Standing.FormerParty])
            return Certainty.No;

        var doubtful = !act.Date.HasCertainlyComeBy(asOf) || withdrawals.Any(withdrawal => withdrawal.Date.MayHaveComeBy(asOf)) || standings.Contains(Standing.FormerParty);
        return doubtful ? Certainty.Possible : Certainty.Certain;
    }
}
