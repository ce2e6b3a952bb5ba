using Figures;

namespace Networks.Figures;

/// <summary>Standing authorities, by what they are designated for.</summary>
/// <remarks>As the directory is counted in CAC/COSP/2023, para. 45: "164 authorities" of "133 parties" for mutual legal assistance.</remarks>
sealed class AuthoritiesFigure : Figure
{
    public override string Name => "authorities";

    public override string Definition =>
        "Competent national authorities that stand in the directory on the day: designated, not withdrawn. Broken down by designation, function and instrument together, an authority is counted in each; in the whole it is counted once.";

    public override string Unit => "authorities";

    public override IReadOnlyList<Type> Facts => StandingDesignations.Facts;

    public override IReadOnlyList<string> Dimensions => StandingDesignations.Dimensions;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) => StandingDesignations.Count(stream, (authority, _) => authority);
}
