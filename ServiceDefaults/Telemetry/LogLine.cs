using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ServiceDefaults.Telemetry;

/// <summary>One line for each thing logged: time (UTC), level, where from, what, and the trace it belongs to.</summary>
sealed class LogLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetUtcNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        textWriter.Write(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
            textWriter.Write(" | " + OneLine(exception.ToString()));
        if (Activity.Current is { } activity)
            textWriter.Write(" trace=" + activity.TraceId);
        textWriter.WriteLine();
    }

    static string OneLine(string text) => text.ReplaceLineEndings(" ⏎ ");

    static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce ",
        LogLevel.Debug => "dbug ",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "fail ",
        _ => "crit ",
    };
}

/// <summary>The line has nothing to set.</summary>
sealed class LogLineOptions : ConsoleFormatterOptions;
