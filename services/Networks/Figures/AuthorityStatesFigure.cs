using Figures;

namespace Networks.Figures;

/// <summary>States that have at least one standing authority, by what it is designated for.</summary>
/// <remarks>Never to be mixed with the number of authorities: a count of early 2023 was printed as States and was probably one of authorities.</remarks>
sealed class AuthorityStatesFigure : Figure
{
    public override string Name => "authority-states";

    public override string Definition =>
        "States, and the European Union, that have at least one standing authority on the day, each counted once. They were party to the instrument when they designated it: only parties designate.";

    public override string Unit => "States";

    public override IReadOnlyList<Type> Facts => StandingDesignations.Facts;

    public override IReadOnlyList<string> Dimensions => StandingDesignations.Dimensions;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) => StandingDesignations.Count(stream, (_, state) => state.ToString());
}
