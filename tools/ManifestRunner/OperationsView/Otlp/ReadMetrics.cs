using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Otlp;

/// <summary>Reads an ExportMetricsServiceRequest by the field numbers of opentelemetry-proto (metrics/v1): gauges, sums and histograms with explicit bounds.</summary>
static class ReadMetrics
{
    const int MostBuckets = 64;

    /// <exception cref="FormatException">The bytes are no such request.</exception>
    public static List<MetricPoint> From(ReadOnlySpan<byte> request)
    {
        var points = new List<MetricPoint>();
        var reader = new WireReader(request);
        while (reader.Next())
            if (reader.Field == 1)
                OfResource(reader.Message(), points);
        return points;
    }

    static void OfResource(WireReader resourceMetrics, List<MetricPoint> points)
    {
        var again = resourceMetrics;
        var origin = new Origin("unknown", "unknown");
        while (resourceMetrics.Next())
            if (resourceMetrics.Field == 1)
                origin = Attributes.Origin(resourceMetrics.Message());
        while (again.Next())
            if (again.Field == 2)
                for (var scope = again.Message(); scope.Next();)
                    if (scope.Field == 2)
                        OfInstrument(scope.Message(), origin, points);
    }

    static void OfInstrument(WireReader metric, Origin origin, List<MetricPoint> points)
    {
        var again = metric;
        var (name, description, unit) = ("", "", "");
        while (metric.Next())
            switch (metric.Field)
            {
                case 1: name = metric.Text(Attributes.LongestName); break;
                case 2: description = metric.Text(Attributes.LongestName); break;
                case 3: unit = metric.Text(32); break;
            }
        while (again.Next())
            if (again.Field is 5 or 7 or 9)
                OfData(again.Message(), again.Field, new Instrument(name, description, unit, InstrumentKind.Gauge), origin, points);
    }

    static void OfData(WireReader data, int field, Instrument instrument, Origin origin, List<MetricPoint> points)
    {
        const int gauge = 5, histogram = 9, delta = 1;
        var again = data;
        var (temporality, monotonic) = (0UL, false);
        while (data.Next())
            if (data.Field == 2)
                temporality = data.Number();
            else if (data.Field == 3 && field != histogram)
                monotonic = data.Number() != 0;
        instrument = instrument with
        {
            Kind = field switch { gauge => InstrumentKind.Gauge, histogram => InstrumentKind.Histogram, _ => monotonic ? InstrumentKind.Counter : InstrumentKind.UpDown },
        };
        while (again.Next())
            if (again.Field == 1)
                points.Add(field == histogram
                    ? Distribution(again.Message(), instrument, origin, temporality == delta)
                    : Single(again.Message(), instrument, origin, temporality == delta));
    }

    static MetricPoint Single(WireReader field, Instrument instrument, Origin origin, bool delta)
    {
        var (start, time, value) = (0UL, 0UL, 0.0);
        var attributes = new List<KeyValuePair<string, string>>();
        while (field.Next())
            switch (field.Field)
            {
                case 2: start = field.Number(); break;
                case 3: time = field.Number(); break;
                case 4: value = field.Double(); break;
                case 6: value = (long)field.Number(); break;
                case 7: Attributes.Add(field.Message(), attributes); break;
            }
        return new(origin.Service, origin.Instance, instrument, attributes.ToArray(), start, UnixTime.From(time), delta, value, 0, [], []);
    }

    static MetricPoint Distribution(WireReader field, Instrument instrument, Origin origin, bool delta)
    {
        var (start, time, count, sum) = (0UL, 0UL, 0UL, 0.0);
        var attributes = new List<KeyValuePair<string, string>>();
        var (buckets, bounds) = (new List<ulong>(), new List<ulong>());
        while (field.Next())
            switch (field.Field)
            {
                case 2: start = field.Number(); break;
                case 3: time = field.Number(); break;
                case 4: count = field.Number(); break;
                case 5: sum = field.Double(); break;
                case 6: field.Fixed64s(buckets); break;
                case 7: field.Fixed64s(bounds); break;
                case 9: Attributes.Add(field.Message(), attributes); break;
            }
        var shaped = buckets.Count == bounds.Count + 1 && buckets.Count <= MostBuckets;
        return new(origin.Service, origin.Instance, instrument, attributes.ToArray(), start, UnixTime.From(time), delta, sum, count,
            shaped ? buckets.ToArray() : [], shaped ? [.. bounds.Select(BitConverter.UInt64BitsToDouble)] : []);
    }
}
