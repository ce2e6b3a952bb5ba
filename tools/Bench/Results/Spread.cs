namespace Bench.Results;

/// <summary>What several rounds gave.</summary>
/// <param name="Rounds">As measured, the first first.</param>
sealed record Spread(IReadOnlyList<double> Rounds)
{
    public double Min => Rounds.Min();

    public double Max => Rounds.Max();

    public double Median => Rounds.Order().Skip((Rounds.Count - 1) / 2).Take(2 - Rounds.Count % 2).Average();

    public static Spread Of(params IEnumerable<double> rounds) => new([.. rounds]);

    /// <summary>Round by round, so that a slow minute of the machine weighs on both.</summary>
    public Spread Over(Spread other) => new([.. Rounds.Zip(other.Rounds, (one, beside) => one / beside)]);

    public override string ToString() => Rounds.Count == 1 ? Written(Median) : $"{Written(Min)} / {Written(Median)} / {Written(Max)}";

    static string Written(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", System.Globalization.CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
    };
}
