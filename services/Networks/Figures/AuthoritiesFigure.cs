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

    /// <remarks>Never to be mixed with the number of authorities: a count of early 2023 was printed as States and was probably one of authorities.</remarks>
    public override IReadOnlyList<StatesOfRecords> StatesCounted =>
    [
        new("authority-states", "States, and the European Union, that have at least one standing authority on the day, each counted once. They were party to the instrument when they designated it: only parties designate."),
    ];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) => StandingDesignations.Count(stream);
}
