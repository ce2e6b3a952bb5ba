namespace Bench.Load;

/// <summary>How long each request took, in milliseconds.</summary>
sealed class Latencies(IEnumerable<double> milliseconds)
{
    readonly double[] sorted = [.. milliseconds.Order()];

    public int Count => sorted.Length;

    /// <param name="share">0.99 for the ninety-ninth percentile.</param>
    /// <exception cref="InvalidOperationException">Nothing was measured.</exception>
    public double At(double share) => sorted.Length > 0 ? sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] : throw new InvalidOperationException("Nothing was measured.");
}
