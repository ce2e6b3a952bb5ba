using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>How one participant stands towards one instrument as of a day, and why.</summary>
/// <param name="Recorded">Whether anything is recorded of the instrument; if not, there is no standing, and that is not the standing <c>none</c>.</param>
/// <param name="Standing">The furthest standing the record allows.</param>
/// <param name="Possible">Every standing the record allows, the furthest first; one where the record leaves no doubt.</param>
/// <param name="ByDeposit">Whether it counts among the parties by deposit.</param>
/// <param name="ByEffect">Whether it counts among the parties by effect.</param>
/// <param name="Action">Kind of the act by which it consented to be bound.</param>
/// <param name="EndsOn">Day on which participation ends; null while nothing ends it or the day is open.</param>
/// <param name="PossiblyWithdrawn">Bounds within which an undated withdrawal takes effect.</param>
/// <param name="Explanation">How the answer was reached, one sentence a line.</param>
/// <param name="Flags">Rules its acts break or leave open.</param>
/// <param name="Steps">The explanation for programs, a step for each line.</param>
public sealed record StatusAnswer(
    InstrumentId Instrument, StateCode State, string Name, DateOnly AsOf, DateTimeOffset? KnownAt, OnRecord Recorded, Standing? Standing, IReadOnlyList<Standing> Possible,
    Certainty? ByDeposit, Certainty? ByEffect,
    DateOnly? SignedOn, TreatyActionKind? Action, Guid? ActionId, DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter, DateOnly? EffectiveOn,
    DateOnly? EffectiveNotBefore, DateOnly? EffectiveNotAfter,
    DateOnly? EndsOn, StatusAnswer.Bounds? PossiblyWithdrawn, IReadOnlyList<string> Explanation, IReadOnlyList<string> Flags, IReadOnlyList<Step> Steps)
{
    static readonly StepRule nothingKnown = new("treaties/standing-nothing-known");

    static readonly StepRule nothingOnRecord = new("treaties/nothing-on-record", "instrument");

    /// <summary>Why there is no standing, and nothing to derive, where nothing is recorded of an instrument.</summary>
    public static IReadOnlyList<Said> WithoutRecord(InstrumentId instrument, OnRecord recorded) =>
        [recorded == OnRecord.NothingKnown ? nothingKnown.With() : nothingOnRecord.With(instrument)];

    public sealed record Bounds(DateOnly NotBefore, DateOnly? NotAfter);

    /// <param name="recorded">Of the instrument.</param>
    public static StatusAnswer Of(TreatyRecord record, InstrumentId instrument, Participant participant, DateOnly asOf, DateTimeOffset? knownAt, OnRecord recorded,
        Language language)
    {
        var name = language.In(participant.Names);
        if (recorded != OnRecord.Recorded)
        {
            var why = WithoutRecord(instrument, recorded);
            return new(instrument, participant.Code, name, asOf, knownAt, recorded, null, [], null, null, null, null, null, null, null, null, null, null, null, null, null,
                why.LinesIn(language.Tongue), [], why.StepsIn(language.Tongue));
        }

        var status = ParticipantStatus.Of(record, instrument, participant.Code, asOf);
        var steps = status.Steps;
        var (deposited, effective) = (status.Adherence?.DepositedOn, status.Adherence?.EffectiveOn);
        return new(instrument, participant.Code, name, asOf, knownAt, recorded, status.Standing, status.Possible, status.CountsAsParty(Basis.Deposit),
            status.CountsAsParty(Basis.Effect),
            status.SignedOn?.Day, status.Adherence?.Consent.Kind, status.Adherence?.Consent.Id, deposited?.Day, deposited?.EarliestIfOpen, deposited?.LatestIfOpen, effective?.Day,
            effective?.EarliestIfOpen, effective?.LatestIfOpen,
            status.Adherence?.EndsOn?.Day, status.PossiblyWithdrawn is { } open ? new(open.NotBefore, open.LatestIfOpen) : null, steps.LinesIn(language.Tongue),
            [.. record.Of(instrument, participant.Code).SelectMany(act => Consistency.Judge(record, act)).Select(finding => finding.Rule).Distinct()],
            steps.StepsIn(language.Tongue));
    }
}
