using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Journal;

/// <summary>Spans and metrics of journals, in the field's words.</summary>
static class JournalTelemetry
{
    public const string Name = "Journal";

    public static readonly ActivitySource Source = new(Name);

    static readonly Meter meter = new(Name);

    /// <summary>From recording an entry to the broker's confirm.</summary>
    public static readonly Histogram<double> RelayLag = meter.CreateHistogram<double>("relay.lag", "s", "From recording an entry to the broker's confirm");

    /// <summary>From recording an entry at its source to its being applied here.</summary>
    public static readonly Histogram<double> ApplyLag = meter.CreateHistogram<double>("follower.lag", "s", "From recording an entry at its source to its being applied here");

    public static readonly Counter<long> Numbered = meter.CreateCounter<long>("relay.numbered", "{entry}", "Entries given their position");
    public static readonly Counter<long> Sent = meter.CreateCounter<long>("relay.sent", "{entry}", "Entries confirmed by the broker");
    public static readonly Counter<long> Applied = meter.CreateCounter<long>("follower.applied", "{entry}", "Foreign entries applied");
    public static readonly Counter<long> Duplicates = meter.CreateCounter<long>("follower.duplicates", "{entry}", "Foreign entries seen again and left alone");
    public static readonly Counter<long> CaughtUp = meter.CreateCounter<long>("follower.caught_up", "{entry}", "Entries read from the source's journal rather than from the broker");
    public static readonly Counter<long> Parked = meter.CreateCounter<long>("follower.parked", "{entry}", "Entries parked because applying them failed");
    public static readonly Counter<long> Forks = meter.CreateCounter<long>("follower.forks", "{fork}", "Times a source's past was found rewritten");

    /// <summary>Reads a W3C trace context as the journal keeps it.</summary>
    public static ActivityContext Parse(string? trace) => ActivityContext.TryParse(trace, null, isRemote: true, out var context) ? context : default;
}
