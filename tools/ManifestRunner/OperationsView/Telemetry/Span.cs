namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>One step of a trace, in one process.</summary>
/// <param name="Parent">Id of the span it happened in; empty for the first of its trace.</param>
/// <param name="Service">e.g. <c>treaties</c>.</param>
/// <param name="Resource">The process, e.g. <c>treaties-2</c>.</param>
/// <param name="Source">Name of the instrumentation, e.g. <c>Npgsql</c>.</param>
/// <param name="Kind"><c>server</c>, <c>client</c>, <c>producer</c>, <c>consumer</c> or <c>internal</c>.</param>
/// <param name="Status">What its error says; empty for none.</param>
sealed record Span(
    string Trace, string Id, string Parent, string Service, string Resource, string Source, string Name, string Kind, DateTimeOffset Start, DateTimeOffset End,
    bool Failed, string Status, KeyValuePair<string, string>[] Attributes, SpanEvent[] Events)
{
    /// <summary>What tells it from others of the same name, in the order of preference.</summary>
    static readonly string[] tellingAttributes = ["db.query.text", "db.statement", "url.path", "url.full"];

    /// <summary>Beginning of the query or the path it was about; empty for none.</summary>
    public string Hint => tellingAttributes.Select(key => Attributes.FirstOrDefault(attribute => attribute.Key == key).Value).FirstOrDefault(value => value is not null) is { } value
        ? string.Join(' ', value[..Math.Min(value.Length, 120)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";

    public TimeSpan Duration => End - Start;

    /// <summary>About how many bytes it takes in memory.</summary>
    public int Weight => 400 + 2 * (Name.Length + Status.Length) + Weigh(Attributes) + Events.Sum(one => 60 + 2 * one.Name.Length + Weigh(one.Attributes));

    internal static int Weigh(KeyValuePair<string, string>[] attributes)
    {
        var bytes = 0;
        foreach (var attribute in attributes)
            bytes += 40 + 2 * attribute.Value.Length;
        return bytes;
    }
}

/// <summary>Something that happened at one moment of a span, e.g. an exception.</summary>
sealed record SpanEvent(DateTimeOffset At, string Name, KeyValuePair<string, string>[] Attributes);
