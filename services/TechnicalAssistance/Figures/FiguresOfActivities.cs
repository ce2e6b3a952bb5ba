using Contracts.TechnicalAssistance;
using Figures;
using ServiceDefaults.Access;
using TechnicalAssistance.Activities;

namespace TechnicalAssistance.Figures;

/// <summary>What is counted from the record of an activity as it says now, by its last day; what was withdrawn is not.</summary>
abstract class FigureOfActivities : Figure
{
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
        var by = new Dictionary<string, string> { ["kind"] = activity.Kind, ["programme"] = activity.Programme ?? Counted.None };
        foreach (var (dimension, value) in more)
            by[dimension] = value;
        return by;
    }

    /// <summary>What it is about, of which it may name several.</summary>
    protected static IReadOnlyDictionary<string, IReadOnlyList<string>> Provisions(ActivityDelivered activity) => new Dictionary<string, IReadOnlyList<string>>
    {
        ["instrument"] = [.. activity.Instruments.Select(it => $"{it}")],
        ["article"] = [.. activity.Articles.Select(it => $"{it}")],
    };
}

/// <summary>Assistance given.</summary>
sealed class ActivitiesDelivered : FigureOfActivities
{
    public override string Name => "activities";

    public override string Definition => "Activities that ended in the period, each once, whatever the number of States it was for. What was withdrawn is not counted.";

    public override string Unit => "activities";

    public override IReadOnlyList<string> Dimensions => ["kind", "programme", "held", .. Several];

    public override IReadOnlyList<string> Several => ["instrument", "article", "state"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted =>
    [
        new("states-assisted", "States for which an activity ended in the period, each once. What was withdrawn is not counted."),
    ];

    protected override IEnumerable<Counted> Count(ActivityDelivered activity, string record, DateOnly on) =>
    [
        new Counted(record, on, By(activity, ("held", activity.Online ? "online" : "on-site")))
        {
            Several = new Dictionary<string, IReadOnlyList<string>>(Provisions(activity)) { ["state"] = [.. activity.Beneficiaries.Select(it => $"{it}")] },
        },
    ];
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

/// <summary>Participations of each State, whole: who took part from where is for the secretariat.</summary>
sealed class ParticipationsOfStates : FigureOfActivities
{
    public override string Name => "participations-by-state";

    public override string Definition => "Participations (not persons: who attends twice counts twice) in activities that ended in the period, by the State they came from, whether the activity was for it or not. Nothing is withheld, so it is for the secretariat. What was withdrawn is not counted.";

    public override string Unit => "participations";

    public override IReadOnlyList<string> Dimensions => ["state", "sex", "beneficiary", "kind", "programme", .. Several];

    public override IReadOnlyList<string> Several => ["instrument", "article"];

    public override IReadOnlyList<Role> Offices => Secretariat.Offices;

    public override IReadOnlyList<StatesOfRecords> StatesCounted =>
    [
        new("states-of-participants", "States from which somebody took part in an activity that ended in the period, each once, whether the activity was for it or not. What was withdrawn is not counted."),
    ];

    protected override IEnumerable<Counted> Count(ActivityDelivered activity, string record, DateOnly on) =>
        activity.Participants.SelectMany(row => new[] { ("female", row.Female), ("male", row.Male), ("not-stated", row.NotStated) }.Where(part => part.Item2 > 0).Select(part =>
            new Counted($"{record}/{row.State}/{part.Item1}", on,
                By(activity, ("state", $"{row.State}"), ("sex", part.Item1), ("beneficiary", activity.Beneficiaries.Contains(row.State) ? "yes" : "no")))
            {
                State = $"{row.State}",
                Counts = part.Item2,
                Several = Provisions(activity),
            }));
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
