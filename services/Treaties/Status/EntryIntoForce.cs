using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Status;

/// <summary>First entry into force of an instrument: derived from the deposits by its own rule, beside what the depositary records.</summary>
/// <param name="Counted">States whose instruments of consent are on record and count towards the threshold; organizations' do not (UNTOC art. 38(1)).</param>
/// <param name="ThresholdDeposit">Day of the deposit that reached the threshold; null while it is not reached, or where no rule is recorded.</param>
/// <param name="Derived">Day of entry into force that follows; null likewise, and while a convention it must wait for is not in force.</param>
/// <param name="Recorded">The depositary's day; null where none is recorded.</param>
/// <param name="Steps">The calculation, each step with its article.</param>
public sealed record EntryIntoForce(InstrumentId Instrument, int Counted, UncertainDate? ThresholdDeposit, UncertainDate? Derived, DateOnly? Recorded, IReadOnlyList<Said> Steps)
{
    static readonly StepRule ruleNotRecorded = new("treaties/force-rule-not-recorded", "instrument");
    static readonly StepRule thresholdNotReached = new("treaties/force-threshold-not-reached", "count", "threshold", "article");
    static readonly StepRule ofThreshold = new("treaties/force-of-threshold", "threshold", "deposit", "days", "article", "force");
    static readonly StepRule waitsForConvention = new("treaties/force-waits-for-convention", "convention", "article");
    static readonly StepRule notBeforeConvention = new("treaties/force-not-before-convention", "convention", "start", "article", "force");

    /// <summary>Whether the derived day is the recorded one; null where there are not two days to compare.</summary>
    public bool? Agrees => Derived is { } derived && Recorded is { } recorded ? derived.NotBefore <= recorded && recorded <= derived.NotAfter : null;

    /// <summary>The day that other rules build on: the recorded one, else the derived one; null while not in force or not recorded.</summary>
    public static UncertainDate? DayOf(TreatyRecord record, Instrument instrument) =>
        instrument.EntryIntoForce is { On: var recorded } ? UncertainDate.On(recorded) : Of(record, instrument).Derived;

    public static EntryIntoForce Of(TreatyRecord record, Instrument instrument)
    {
        var recorded = instrument.EntryIntoForce?.On;
        if (instrument.EntryIntoForceRule is not { } rule)
            return new(instrument.Id, 0, null, null, recorded, [ruleNotRecorded.With(instrument.Id)]);

        // A State counts once. Succession continues a predecessor's instrument and adds none; the articles name the other four kinds only.
        var deposits = record.Of(instrument.Id)
            .Where(act => act.Kind.IsConsentToBeBound() && act.Kind != TreatyActionKind.Succession)
            .Where(act => rule.ReioCounts || act.State != StateCode.EuropeanUnion)
            .GroupBy(act => act.State)
            .Select(acts => acts.Min(act => act.Date))
            .ToList();
        if (deposits.Count < rule.Threshold)
            return new(instrument.Id, deposits.Count, null, null, recorded, [thresholdNotReached.With(deposits.Count, rule.Threshold, rule.Article)]);

        var threshold = UncertainDate.Between(
            deposits.Select(day => day.NotBefore).Order().ElementAt(rule.Threshold - 1),
            deposits.Select(day => day.NotAfter).Order().ElementAt(rule.Threshold - 1));
        var derived = threshold.PlusDays(rule.DaysAfterThreshold);
        List<Said> steps = [ofThreshold.With(rule.Threshold, threshold.Said(), rule.DaysAfterThreshold, rule.Article, derived.Said())];
        if (rule.NotBeforeInstrument is not { } conventionId)
            return new(instrument.Id, deposits.Count, threshold, derived, recorded, steps);

        if (DayOf(record, record.Catalogue[conventionId]) is not { } conventionDay)
            return new(instrument.Id, deposits.Count, threshold, null, recorded, [.. steps, waitsForConvention.With(conventionId, rule.Article)]);

        var waited = UncertainDate.Later(derived, conventionDay);
        return new(instrument.Id, deposits.Count, threshold, waited, recorded,
            [.. steps, notBeforeConvention.With(conventionId, conventionDay.Said(), rule.Article, waited.Said())]);
    }
}
