using Contracts.Reviews;
using Figures;
using ServiceDefaults.Access;

namespace Reviews.Figures;

/// <summary>States whose review asks them for somebody to speak for them.</summary>
abstract class FocalPoints : Figure
{
    public override string Unit => "States in reviews";

    public override IReadOnlyList<Type> Facts => [typeof(ReviewOpened), typeof(FocalPointNominated)];

    public override IReadOnlyList<string> Dimensions => ["mechanism", "cycle"];

    public override IReadOnlyList<Role> Offices => Secretariat.Offices;

    /// <param name="namedOn">Day of the State's first note; null while it has named nobody.</param>
    /// <returns>The day by which the State is counted; null where it is not.</returns>
    protected abstract DateOnly? CountedOn(ReviewOpened opened, DateOnly? namedOn);

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream.FirstOrDefault(it => it.Fact is ReviewOpened) is not { Fact: ReviewOpened opened } first)
            yield break;
        foreach (var state in opened.NameFocalPoints)
            if (CountedOn(opened, stream.FirstOrDefault(it => it.Fact is FocalPointNominated nominated && nominated.State == state)?.On) is { } on)
                yield return new($"{first.Stream}#{state}", on, new Dictionary<string, string> { ["mechanism"] = opened.Mechanism, ["cycle"] = opened.Cycle }) { State = state.ToString() };
    }
}

/// <summary>Those that have named somebody.</summary>
sealed class FocalPointsNamed : FocalPoints
{
    public override string Name => "focal-points-named";

    public override string Definition =>
        "States that had named a focal point by the day, of those their review asks to (focal-points-asked). Counted in each review by itself: a State that is asked in three reviews counts in three.";

    public override IReadOnlyList<StatesOfRecords> StatesCounted => [new("states-with-focal-points", "States that had named a focal point by the day for a review that asks them to, each once, however many reviews they named one for.")];

    protected override DateOnly? CountedOn(ReviewOpened opened, DateOnly? namedOn) => namedOn;
}

/// <summary>All of them.</summary>
sealed class FocalPointsAsked : FocalPoints
{
    public override string Name => "focal-points-asked";

    public override string Definition => "States that the reviews opened by the day ask to name a focal point, as the mechanism says: the State under review, or each State of the review. Counted in each review by itself.";

    protected override DateOnly? CountedOn(ReviewOpened opened, DateOnly? namedOn) => opened.StartsOn;
}
