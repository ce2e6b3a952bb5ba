using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Otlp;

/// <summary>Reads an ExportLogsServiceRequest by the field numbers of opentelemetry-proto (logs/v1).</summary>
static class ReadLogs
{
    /// <exception cref="FormatException">The bytes are no such request.</exception>
    public static List<LogEntry> From(ReadOnlySpan<byte> request)
    {
        var logs = new List<LogEntry>();
        var reader = new WireReader(request);
        while (reader.Next())
            if (reader.Field == 1)
                OfResource(reader.Message(), logs);
        return logs;
    }

    static void OfResource(WireReader resourceLogs, List<LogEntry> logs)
    {
        var again = resourceLogs;
        var origin = new Origin("unknown", "unknown");
        while (resourceLogs.Next())
            if (resourceLogs.Field == 1)
                origin = Attributes.Origin(resourceLogs.Message());
        while (again.Next())
            if (again.Field == 2)
                OfScope(again.Message(), origin, logs);
    }

    static void OfScope(WireReader scopeLogs, Origin origin, List<LogEntry> logs)
    {
        var again = scopeLogs;
        var scope = "";
        while (scopeLogs.Next())
            if (scopeLogs.Field == 1)
                scope = Attributes.Scope(scopeLogs.Message());
        while (again.Next())
            if (again.Field == 2)
                logs.Add(One(again.Message(), origin, Words.One(scope)));
    }

    static LogEntry One(WireReader field, Origin origin, string scope)
    {
        var (time, observed, severity, body, trace, span) = (0UL, 0UL, 0, "", "", "");
        var attributes = new List<KeyValuePair<string, string>>();
        while (field.Next())
            switch (field.Field)
            {
                case 1: time = field.Number(); break;
                case 2: severity = (int)field.Number(); break;
                case 5: body = Attributes.Value(field.Message()); break;
                case 6: Attributes.Add(field.Message(), attributes); break;
                case 9: trace = field.Hex(); break;
                case 10: span = field.Hex(); break;
                case 11: observed = field.Number(); break;
            }
        return new(UnixTime.From(time != 0 ? time : observed), origin.Service, origin.Instance, Level(severity), scope, body, trace, span, attributes.ToArray());
    }

    /// <summary>OTLP has 24 severities, four to each level.</summary>
    static LogLevel Level(int severity) => severity switch
    {
        <= 4 => LogLevel.Trace,
        <= 8 => LogLevel.Debug,
        <= 12 => LogLevel.Information,
        <= 16 => LogLevel.Warning,
        <= 20 => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
