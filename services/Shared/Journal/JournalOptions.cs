namespace Journal;

/// <summary>Whose journal this is and what it follows.</summary>
public sealed class JournalOptions
{
    /// <summary>Name of the service, which its facts travel under: <c>treaties</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Connection string of the service's own database.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Services whose facts this one applies.</summary>
    public IReadOnlyList<string> Follows { get; init; } = [];

    /// <summary>The leader of the relay proves itself this often; also how soon entries are found that nobody announced.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A follower that hears nothing asks its source this often.</summary>
    public TimeSpan IdlePoll { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A missing position is waited for this long, since confirmed messages may overtake each other, then asked for.</summary>
    public TimeSpan GapPatience { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often an entry is tried before it is parked.</summary>
    public int TriesBeforeParking { get; set; } = 5;

    /// <summary>Entries per page of catching up, and at most per transaction of a follower.</summary>
    public int PageSize { get; set; } = 500;
}
