using Contracts.Reviews;
using Figures;
using Reviews.CountryReviews;

namespace Reviews.Figures;

/// <summary>Needs that published outcomes name and the States have since marked as met.</summary>
sealed class AnsweredObservations : Figure
{
    public override string Name => "observations-answered";

    public override string Definition => "Findings of kind need of the reviews published by the day whose State had marked the need as met by then. It says that the State said so, and nothing about how well.";

    public override string Unit => "findings";

    public override IReadOnlyList<Type> Facts => [typeof(ReviewPublished), typeof(ObservationAnswered)];

    public override IReadOnlyList<string> Dimensions => ["mechanism", "cycle", "instrument", "need"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted => [new("states-with-observations-answered", "States that had marked by the day a need of their published review as met, each once.")];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream.Select(it => it.Fact).OfType<ReviewPublished>().FirstOrDefault() is not { } published)
            yield break;
        var answered = stream.Select(it => it.Fact).OfType<ObservationAnswered>().Select(it => (it.Finding, it.AnsweredOn)).Concat(published.Answered.Select(it => (it.Finding, it.AnsweredOn))).ToLookup(it => it.Finding, it => it.AnsweredOn);
        foreach (var finding in published.Findings.Where(it => answered[it.Finding].Any(on => on <= asOf)))
            yield return new($"{stream[0].Stream}#{finding.Finding}", answered[finding.Finding].Min(), new Dictionary<string, string>
            {
                ["mechanism"] = published.Mechanism,
                ["cycle"] = published.Cycle,
                ["instrument"] = finding.Article.Instrument.ToString(),
                ["need"] = finding.Need ?? "none",
            })
            { State = published.State.ToString() };
    }
}
