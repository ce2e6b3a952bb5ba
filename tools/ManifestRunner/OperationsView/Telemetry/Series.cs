namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>The last hour of one instrument of one process with one set of attributes, in slots of five seconds.</summary>
/// <remarks>Of a gauge or up-down sum a slot holds the last value; of a counter what came in it; of a histogram the sum, the number and the buckets of what came in it.</remarks>
sealed class Series(string service, string resource, Instrument instrument, string attributes)
{
    public const int SlotSeconds = 5, Slots = 3600 / SlotSeconds;

    readonly float[] values = Empty();
    readonly float[]? counts = instrument.Kind == InstrumentKind.Histogram ? Empty() : null;
    ushort[]?[]? buckets;
    MetricPoint? before;
    long newest;

    public string Service => service;

    public string Resource => resource;

    public Instrument Instrument => instrument;

    /// <summary><c>key=value, key=value</c>; empty for none.</summary>
    public string Attributes => attributes;

    public double[] Upper { get; private set; } = [];

    /// <summary>Number of the slot a time falls into.</summary>
    public static long SlotOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / SlotSeconds;

    /// <summary>The last slot that has something.</summary>
    public long Newest => newest;

    public void Add(MetricPoint point, long slot)
    {
        if (slot <= newest - Slots)
            return;
        Clear(slot);
        var at = (int)(slot % Slots);
        if (before is null && !point.IsDelta && instrument.Kind is InstrumentKind.Counter or InstrumentKind.Histogram && IsOld(point, slot))
        {
            before = point; // what was counted before we were there did not come in this slot
            return;
        }
        var began = before is null || point.IsDelta || point.Since != before.Since || point.Count < before.Count || (point.Count == 0 && point.Value < before.Value);
        var (value, count) = began ? (point.Value, point.Count) : (point.Value - before!.Value, point.Count - before.Count);
        switch (instrument.Kind)
        {
            case InstrumentKind.Gauge or InstrumentKind.UpDown when !point.IsDelta:
                values[at] = (float)point.Value;
                break;
            case InstrumentKind.Histogram:
                values[at] = Plus(values[at], value);
                counts![at] = Plus(counts[at], count);
                AddBuckets(point, at, began);
                break;
            default:
                values[at] = Plus(values[at], value);
                break;
        }
        before = point;
    }

    /// <summary>NaN where nothing came.</summary>
    public double Value(long slot) => Within(slot) ? values[slot % Slots] : double.NaN;

    public double Count(long slot) => Within(slot) && counts is not null ? counts[slot % Slots] : double.NaN;

    public void AddBucketsTo(double[] sums, long slot)
    {
        if (Within(slot) && buckets?[slot % Slots] is { } filled && filled.Length == sums.Length)
            for (var index = 0; index < filled.Length; index++)
                sums[index] += filled[index];
    }

    /// <summary>Whether it had long been counting when first heard of.</summary>
    static bool IsOld(MetricPoint point, long slot) => (slot - (long)(point.Since / 1_000_000_000 / SlotSeconds)) * SlotSeconds > 60;

    bool Within(long slot) => slot <= newest && slot > newest - Slots;

    void AddBuckets(MetricPoint point, int at, bool began)
    {
        if (point.Buckets.Length == 0)
            return;
        began |= before is null || before.Buckets.Length != point.Buckets.Length;
        Upper = point.Upper;
        buckets ??= new ushort[]?[Slots];
        ushort[]? filled = null;
        for (var index = 0; index < point.Buckets.Length; index++)
        {
            var came = point.Buckets[index] - (began ? 0 : Math.Min(before!.Buckets[index], point.Buckets[index]));
            if (came == 0)
                continue;
            filled ??= buckets[at] is { } there && there.Length == point.Buckets.Length ? there : buckets[at] = new ushort[point.Buckets.Length];
            filled[index] = (ushort)Math.Min(ushort.MaxValue, filled[index] + came);
        }
    }

    /// <summary>Slots between the newest and this one are an hour old: what they hold is no longer so.</summary>
    void Clear(long slot)
    {
        for (var passed = Math.Max(newest + 1, slot - Slots + 1); passed <= slot; passed++)
        {
            values[passed % Slots] = float.NaN;
            if (counts is not null)
                counts[passed % Slots] = float.NaN;
            if (buckets is not null)
                buckets[passed % Slots] = null;
        }
        newest = Math.Max(newest, slot);
    }

    static float Plus(float sum, double more) => float.IsNaN(sum) ? (float)more : sum + (float)more;

    static float[] Empty()
    {
        var slots = new float[Slots];
        Array.Fill(slots, float.NaN);
        return slots;
    }
}
