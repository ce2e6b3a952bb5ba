using Contracts.TechnicalAssistance;
using Figures;
using ServiceDefaults.Access;
using TechnicalAssistance.Needs;

namespace TechnicalAssistance.Figures;

/// <summary>Needs that everyone may know of.</summary>
sealed class PublishedNeeds : Figure
{
    public override string Name => "needs";

    public override string Definition => "Needs for assistance found in country reviews, from the day their review is published; met from the day the State says so. What is not published is not counted.";

    public override string Unit => "needs";

    public override IReadOnlyList<Type> Facts => [typeof(NeedTakenOver), typeof(NeedPublished), typeof(NeedMet)];

    public override IReadOnlyList<string> Dimensions => ["article", "status", "kind", "instrument", "state"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted =>
    [
        new("states-with-needs", "States with a need for assistance that a country review published by the day had found, met or not, each once."),
        new("states-with-needs-met", "States that had said by the day that a need found by a published country review was met, each once.", ("status", "met")),
    ];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream.FirstOrDefault(it => it.Fact is NeedPublished) is { } published && stream.FirstOrDefault(it => it.Fact is NeedTakenOver) is { Fact: NeedTakenOver need })
            yield return Of(need, published.On, stream.Any(it => it.Fact is NeedMet) ? "met" : "open");
    }

    internal static Counted Of(NeedTakenOver need, DateOnly on, string status) => new(Need.Stream(need.Need), on, new Dictionary<string, string>
    {
        ["article"] = $"{need.Article}",
        ["status"] = status,
        ["kind"] = need.Kind,
        ["instrument"] = $"{need.Instrument}",
        ["state"] = $"{need.State}",
    })
    { State = $"{need.State}" };
}

/// <summary>All needs, published or not, by how far they have come.</summary>
sealed class NeedsByStatus : Figure
{
    public override string Name => "needs-by-status";

    public override string Definition => "Needs for assistance found in country reviews, published or not, by the furthest step taken by the day: identified, requested, matched to a programme, delivered, met.";

    public override string Unit => "needs";

    public override IReadOnlyList<Type> Facts => [typeof(NeedTakenOver), typeof(NeedRequested), typeof(NeedMatched), typeof(NeedAnswered), typeof(NeedAnswerWithdrawn), typeof(NeedMet)];

    public override IReadOnlyList<string> Dimensions => ["status", "article", "kind", "instrument", "state"];

    public override IReadOnlyList<Role> Offices => Secretariat.Offices;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        // A request or an activity may be dated before the review found the need: it is not counted before it was found.
        if (stream.FirstOrDefault(it => it.Fact is NeedTakenOver) is { Fact: NeedTakenOver need } found)
            yield return PublishedNeeds.Of(need, found.On, NeedAnswer.StatusOf(Has<NeedMet>(), IsAnswered(stream), Has<NeedMatched>(), Has<NeedRequested>()).ToString().ToLowerInvariant());

        bool Has<T>() => stream.Any(it => it.Fact is T);
    }

    /// <summary>By an activity of which the last that is told is that it answers the need.</summary>
    static bool IsAnswered(IReadOnlyList<Happened> stream)
    {
        var answering = new HashSet<Guid>();
        foreach (var it in stream)
            if (it.Fact is NeedAnswered told)
                answering.Add(told.Activity);
            else if (it.Fact is NeedAnswerWithdrawn taken)
                answering.Remove(taken.Activity);
        return answering.Count > 0;
    }
}
