using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Otlp;

/// <summary>Reads an ExportTraceServiceRequest: the fields that are shown, by their numbers in opentelemetry-proto (trace/v1).</summary>
static class ReadSpans
{
    const int MostEvents = 16;

    /// <exception cref="FormatException">The bytes are no such request.</exception>
    public static List<Span> From(ReadOnlySpan<byte> request)
    {
        var spans = new List<Span>();
        var reader = new WireReader(request);
        while (reader.Next())
            if (reader.Field == 1)
                OfResource(reader.Message(), spans);
        return spans;
    }

    static void OfResource(WireReader resourceSpans, List<Span> spans)
    {
        var again = resourceSpans; // fields may come in any order, and the spans want to know whose they are
        var origin = new Origin("unknown", "unknown");
        while (resourceSpans.Next())
            if (resourceSpans.Field == 1)
                origin = Attributes.Origin(resourceSpans.Message());
        while (again.Next())
            if (again.Field == 2)
                OfScope(again.Message(), origin, spans);
    }

    static void OfScope(WireReader scopeSpans, Origin origin, List<Span> spans)
    {
        var again = scopeSpans;
        var scope = "";
        while (scopeSpans.Next())
            if (scopeSpans.Field == 1)
                scope = Attributes.Scope(scopeSpans.Message());
        while (again.Next())
            if (again.Field == 2 && One(again.Message(), origin, Words.One(scope)) is { } span)
                spans.Add(span);
    }

    /// <returns>Null for a span without ids, which OTLP says is invalid.</returns>
    static Span? One(WireReader field, Origin origin, string scope)
    {
        var (trace, id, parent, name, kind, start, end, failed, status) = ("", "", "", "", 0, 0UL, 0UL, false, "");
        var attributes = new List<KeyValuePair<string, string>>();
        var events = new List<SpanEvent>();
        while (field.Next())
            switch (field.Field)
            {
                case 1: trace = field.Hex(); break;
                case 2: id = field.Hex(); break;
                case 4: parent = field.Hex(); break;
                case 5: name = field.Text(Attributes.LongestName); break;
                case 6: kind = (int)field.Number(); break;
                case 7: start = field.Number(); break;
                case 8: end = field.Number(); break;
                case 9: Attributes.Add(field.Message(), attributes); break;
                case 11 when events.Count < MostEvents: events.Add(Event(field.Message())); break;
                case 15: (failed, status) = Status(field.Message()); break;
            }
        return trace.Length == 32 && id.Length == 16
            ? new Span(trace, id, parent, origin.Service, origin.Instance, scope, name, Kind(kind), UnixTime.From(start), UnixTime.From(Math.Max(start, end)), failed, status, attributes.ToArray(), events.ToArray())
            : null;
    }

    static SpanEvent Event(WireReader field)
    {
        var (time, name) = (0UL, "");
        var attributes = new List<KeyValuePair<string, string>>();
        while (field.Next())
            switch (field.Field)
            {
                case 1: time = field.Number(); break;
                case 2: name = field.Text(Attributes.LongestName); break;
                case 3: Attributes.Add(field.Message(), attributes); break;
            }
        return new(UnixTime.From(time), name, attributes.ToArray());
    }

    static (bool Failed, string Message) Status(WireReader field)
    {
        const ulong error = 2;
        var (failed, message) = (false, "");
        while (field.Next())
            if (field.Field == 2)
                message = field.Text(Attributes.LongestValue);
            else if (field.Field == 3)
                failed = field.Number() == error;
        return (failed, message);
    }

    static string Kind(int kind) => kind switch { 2 => "server", 3 => "client", 4 => "producer", 5 => "consumer", _ => "internal" };
}
