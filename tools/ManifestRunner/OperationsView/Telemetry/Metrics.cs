namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>What is measured, the last hour of it, in memory. Beyond the bound the series heard of longest ago goes.</summary>
sealed class Metrics(Bounds bounds, TimeProvider time)
{
    readonly Lock changing = new();
    readonly Dictionary<string, Series> all = new(StringComparer.Ordinal);

    public int Size
    {
        get
        {
            lock (changing)
                return all.Count;
        }
    }

    /// <summary>The slot that is being filled.</summary>
    public long Now => Series.SlotOf(time.GetUtcNow());

    public void Add(IEnumerable<MetricPoint> points)
    {
        lock (changing)
            foreach (var point in points)
                SeriesOf(point).Add(point, Math.Min(Series.SlotOf(point.At), Now));
    }

    /// <summary>What the runner measures itself.</summary>
    public void Add(string resource, Instrument instrument, double value, string key = "", string of = "") =>
        Add([new MetricPoint(resource, resource, instrument, key.Length > 0 ? [new(key, of)] : [], 0, time.GetUtcNow(), false, value, 0, [], [])]);

    public IReadOnlyList<Instrument> Instruments()
    {
        lock (changing)
            return [.. all.Values.Select(series => series.Instrument).DistinctBy(instrument => instrument.Name).OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    /// <summary>Every series of one instrument, by who measures and attributes.</summary>
    public IReadOnlyList<Line> Of(string instrument, TimeSpan window, Func<Series, string> by)
    {
        lock (changing)
            return
            [
                .. all.Values.Where(series => series.Instrument.Name == instrument).GroupBy(by).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Line.Of(group.Key, [.. group], Now, (int)(window.TotalSeconds / Series.SlotSeconds))),
            ];
    }

    Series SeriesOf(MetricPoint point)
    {
        var attributes = string.Join(", ", point.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"));
        var key = $"{point.Instrument.Name}\n{point.Resource}\n{attributes}";
        if (all.TryGetValue(key, out var series) && series.Instrument.Kind == point.Instrument.Kind)
            return series;
        if (all.Count >= bounds.Series)
            all.Remove(all.MinBy(one => one.Value.Newest).Key);
        return all[key] = new Series(point.Service, point.Resource, point.Instrument, attributes);
    }
}
