using Contracts.TechnicalAssistance;
using Figures;
using TechnicalAssistance.Activities;

namespace TechnicalAssistance.Figures;

/// <summary>What is counted from the record of an activity as it says now, by its last day; what was withdrawn is not.</summary>
abstract class FigureOfActivities : Figure
{
    const string None = "none";

    public override IReadOnlyList<Type> Facts => [typeof(ActivityDelivered), typeof(ActivityCorrected), typeof(ActivityWithdrawn)];

    public override bool OfPeriod => true;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) =>
        stream[^1].Fact is not ActivityWithdrawn && Said(stream[^1].Fact) is var activity && activity.To <= asOf ? Count(activity, stream[^1].Stream, activity.To) : [];

    /// <summary>A correction says the whole of the record again.</summary>
    static ActivityDelivered Said(object fact) => fact switch
    {
        ActivityDelivered first => first,
        ActivityCorrected it => new()
        {
            Activity = it.Activity,
            Kind = it.Kind,
            Instruments = it.Instruments,
            Articles = it.Articles,
            Beneficiaries = it.Beneficiaries,
            From = it.From,
            To = it.To,
            Online = it.Online,
            Programme = it.Programme,
            Participants = it.Participants,
            Funding = it.Funding,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "It says nothing of an activity."),
    };

    protected abstract IEnumerable<Counted> Count(ActivityDelivered activity, string record, DateOnly on);

    /// <summary>The dimensions that every activity has, and one more.</summary>
    protected static Dictionary<string, string> By(ActivityDelivered activity, params ReadOnlySpan<(string Dimension, string Value)> more)
    {
        var by = new Dictionary<string, string> { ["kind"] = activity.Kind, ["programme"] = activity.Programme ?? None };
        foreach (var (dimension, value) in more)
            by[dimension] = value;
        return by;
    }
}

/// <summary>Assistance given.</summary>
sealed class ActivitiesDelivered : FigureOfActivities
{
    public override string Name => "activities";

    public override string Definition => "Activities that ended in the period, each once, whatever the number of States it was for. What was withdrawn is not counted.";

    public override string Unit => "activities";

    public override IReadOnlyList<string> Dimensions => ["kind", "programme", "held"];

    protected override IEnumerable<Counted> Count(ActivityDelivered activity, string record, DateOnly on) => [new Counted(record, on, By(activity, ("held", activity.Online ? "online" : "on-site")))];
}

/// <summary>Participations by sex, as far as they tell of nobody.</summary>
sealed class ParticipationsCounted(SmallCells cells) : FigureOfActivities
{
    public override string Name => "participations";

    public override string Definition =>
        $"Participations (not persons: who attends twice counts twice) in activities that ended in the period, by sex. Where fewer than {cells.SmallestShown} of one sex took part, or were left without the row of one State, the activity counts as 'withheld'; where fewer took part at all, it is left out. What was withdrawn is not counted.";

    public override IReadOnlyList<object> DefinitionFills => [cells.SmallestShown];

    public override string Unit => "participations";

    public override IReadOnlyList<string> Dimensions => ["sex", "kind", "programme"];

    protected override IEnumerable<Counted> Count(ActivityDelivered activity, string record, DateOnly on)
    {
        var shown = cells.Shown(activity.Participants);
        (string Sex, int? Count)[] parts = shown.Female is null
            ? [("withheld", shown.Total)]
            : [("female", shown.Female), ("male", shown.Male), ("not-stated", shown.NotStated)];
        return parts.Where(part => part.Count > 0).Select(part => new Counted($"{record}/{part.Sex}", on, By(activity, ("sex", part.Sex))) { Counts = part.Count!.Value });
    }
}

/// <summary>Money recorded on activities.</summary>
sealed class ContributionsRecorded : FigureOfActivities
{
    public override string Name => "contributions";

    public override string Definition => "Money that paid for activities that ended in the period, as recorded on them, by currency and donor. Nothing is converted, so amounts in several currencies are not added up. What was published of contributions stands under /published-counts and /contributions. What was withdrawn is not counted.";

    public override string Unit => "units of the currency";

    public override IReadOnlyList<string> Dimensions => ["currency", "donor", "kind", "programme"];

    public override string NotAcross => "currency";

    protected override IEnumerable<Counted> Count(ActivityDelivered activity, string record, DateOnly on) =>
        activity.Funding.Select((line, index) => new Counted($"{record}/funding/{index + 1}", on, By(activity, ("currency", line.Currency), ("donor", line.Donor))) { Counts = line.Amount });
}
