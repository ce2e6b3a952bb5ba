namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>One or several series of one instrument, put together over time.</summary>
/// <param name="Values">The oldest first, one for each slot; NaN where nothing came. Of a counter how many each second, of a histogram the mean.</param>
/// <param name="Rate">Of a histogram: how many values each second, slot by slot.</param>
/// <param name="Now">The last value there is: of a gauge the last, of a counter each second over the last minute, of a histogram the mean of the last slot that had any; NaN for none.</param>
/// <param name="Total">Of a counter what came in the window, of a histogram how many values.</param>
/// <param name="Buckets">Of a histogram: how many values in each bucket over the window, with their upper limits.</param>
sealed record Line(string Name, Instrument Instrument, double[] Values, double[] Rate, double Now, double Total, double[] Buckets, double[] Upper)
{
    const int Minute = 60 / Series.SlotSeconds;

    public static Line Of(string name, IReadOnlyList<Series> series, long now, int slots)
    {
        var instrument = series[0].Instrument;
        var (values, rate, counts) = (new double[slots], new double[slots], new double[slots]);
        var upper = series.Select(one => one.Upper).FirstOrDefault(bounds => bounds.Length > 0) ?? [];
        var buckets = new double[upper.Length == 0 ? 0 : upper.Length + 1];
        for (var index = 0; index < slots; index++)
        {
            var slot = now - slots + 1 + index;
            var sum = Sum(series, one => one.Value(slot));
            counts[index] = Sum(series, one => one.Count(slot));
            rate[index] = counts[index] / Series.SlotSeconds;
            values[index] = instrument.Kind switch
            {
                InstrumentKind.Counter => sum / Series.SlotSeconds,
                InstrumentKind.Histogram => counts[index] > 0 ? sum / counts[index] : double.NaN,
                InstrumentKind.Gauge when series.Count > 1 => sum / series.Count(one => !double.IsNaN(one.Value(slot))),
                _ => sum,
            };
            foreach (var one in series)
                one.AddBucketsTo(buckets, slot);
        }
        return new(name, instrument, values, rate, NowOf(instrument, values), TotalOf(instrument, values, counts), buckets, upper);
    }

    /// <summary>Estimated from the buckets, evenly spread within each; NaN when there are none or the values lie beyond the last limit.</summary>
    /// <param name="part">0.5 for the median.</param>
    public double Percentile(double part)
    {
        var wanted = Buckets.Sum() * part;
        var (passed, lower) = (0.0, 0.0);
        if (wanted <= 0)
            return double.NaN;
        for (var index = 0; index < Upper.Length; index++)
        {
            if (passed + Buckets[index] >= wanted)
                return lower + (Upper[index] - lower) * (wanted - passed) / Buckets[index];
            (passed, lower) = (passed + Buckets[index], Upper[index]);
        }
        return lower;
    }

    /// <summary>How long ago the last value came; null for none.</summary>
    public TimeSpan? Age => Array.FindLastIndex(Values, value => !double.IsNaN(value)) is >= 0 and var last ? TimeSpan.FromSeconds((Values.Length - 1 - last) * Series.SlotSeconds) : null;

    static double NowOf(Instrument instrument, double[] values) => instrument.Kind == InstrumentKind.Counter
        ? values.TakeLast(Minute + 1).SkipLast(1).Where(value => !double.IsNaN(value)).Sum() / Minute
        : values.LastOrDefault(value => !double.IsNaN(value), double.NaN);

    static double TotalOf(Instrument instrument, double[] values, double[] counts) => instrument.Kind switch
    {
        InstrumentKind.Counter => values.Where(value => !double.IsNaN(value)).Sum() * Series.SlotSeconds,
        InstrumentKind.Histogram => counts.Where(count => !double.IsNaN(count)).Sum(),
        _ => double.NaN,
    };

    static double Sum(IReadOnlyList<Series> series, Func<Series, double> value)
    {
        var (sum, any) = (0.0, false);
        foreach (var one in series)
            if (value(one) is var part && !double.IsNaN(part))
                (sum, any) = (sum + part, true);
        return any ? sum : double.NaN;
    }
}
