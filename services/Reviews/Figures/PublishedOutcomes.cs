using Contracts.Reviews;
using Figures;

namespace Reviews.Figures;

/// <summary>Outcomes everyone can read. Counted from publications alone: no figure for everyone rests on a fact of an unpublished review.</summary>
sealed class PublishedOutcomes : Figure
{
    public override string Name => "published-outcomes";

    public override string Definition => "Reviews whose outcome had been published by the day. The review is counted and not the State. Outcomes published elsewhere before the platform was there are among the published counts.";

    public override string Unit => "reviews";

    public override IReadOnlyList<Type> Facts => [typeof(ReviewPublished)];

    public override IReadOnlyList<string> Dimensions => ["mechanism", "cycle"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted =>
        [new("states-with-published-outcomes", "States of which the outcome of a review had been published by the day, each once, however many of its reviews were.")];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) =>
        stream.Where(it => it.Fact is ReviewPublished).Select(it => (it, (ReviewPublished)it.Fact)).Select(pair =>
            new Counted(pair.it.Stream, pair.it.On, new Dictionary<string, string> { ["mechanism"] = pair.Item2.Mechanism, ["cycle"] = pair.Item2.Cycle }) { State = pair.Item2.State.ToString() });
}

/// <summary>What published outcomes found.</summary>
sealed class PublishedFindings : Figure
{
    public override string Name => "findings";

    public override string Definition => "Findings of the reviews published by the day, by kind: success, good practice, challenge, observation, need. Those of reviews that are not published are not counted.";

    public override string Unit => "findings";

    public override IReadOnlyList<Type> Facts => [typeof(ReviewPublished)];

    public override IReadOnlyList<string> Dimensions => ["kind", "mechanism", "cycle", "instrument", "article", "need"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted => [new("states-with-findings", "States of which a review published by the day has a finding, each once. Asked by kind, article or need it says in how many States something was found.")];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) =>
        from it in stream
        let published = it.Fact as ReviewPublished
        where published is not null
        from finding in published.Findings
        select new Counted($"{it.Stream}#{finding.Finding}", it.On, new Dictionary<string, string>
        {
            ["kind"] = finding.Kind,
            ["mechanism"] = published.Mechanism,
            ["cycle"] = published.Cycle,
            ["instrument"] = finding.Article.Instrument.ToString(),
            ["article"] = finding.Article.ToString(),
            ["need"] = finding.Need ?? "none",
        })
        { State = published.State.ToString() };
}
