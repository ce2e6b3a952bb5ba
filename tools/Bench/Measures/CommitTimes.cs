using Processes;

namespace Bench.Measures;

/// <summary>When PostgreSQL committed what a follower wrote: told by the server, not by the service.</summary>
static class CommitTimes
{
    public static async Task TurnOn(BenchPlatform platform)
    {
        if (await platform.Scalar<string>("treaties", "SHOW track_commit_timestamp") == "on")
            return;
        await platform.Execute("treaties", "ALTER SYSTEM SET track_commit_timestamp = on");
        await platform.Down(); // read at its start
        await platform.Up();
    }

    /// <summary>Milliseconds from recording to applying, of every entry after a position; waits until all are applied.</summary>
    public static async Task<IReadOnlyList<double>> Lags(BenchPlatform platform, string follower, long after, CancellationToken cancel)
    {
        // Positions are given a moment after the commit: nothing may wait for one.
        await platform.Until<long>("treaties", "SELECT count(*) FROM journal WHERE position IS NULL", waiting => waiting == 0, TimeSpan.FromMinutes(5));
        var last = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal WHERE published");
        await platform.Until<long>(follower, "SELECT coalesce(max(position), 0) FROM cursor WHERE source = 'treaties'", position => position >= last, TimeSpan.FromMinutes(5));

        var recorded = await platform.Database("treaties").Rows("SELECT position, recorded_at FROM journal WHERE published AND position > $1", row => (Position: row.GetInt64(0), At: row.GetDateTime(1)), cancel, after);
        var applied = (await platform.Database(follower).Rows(
            "SELECT position, pg_xact_commit_timestamp(xmin) FROM evidence WHERE source = 'treaties' AND position > $1", row => (row.GetInt64(0), row.GetDateTime(1)), cancel, after)).ToDictionary();
        return recorded.All(entry => applied.ContainsKey(entry.Position))
            ? [.. recorded.Select(entry => (applied[entry.Position] - entry.At).TotalMilliseconds)]
            : throw new Problem($"{follower} passed entries that it did not apply.");
    }

    /// <summary>Entries a second a follower applied after a position, from its first commit to its last.</summary>
    public static Task<double> Rate(BenchPlatform platform, string follower, long after) => platform.Scalar<double>(follower,
        $"SELECT count(*) / extract(epoch FROM max(pg_xact_commit_timestamp(xmin)) - min(pg_xact_commit_timestamp(xmin)))::float8 FROM evidence WHERE source = 'treaties' AND position > {after}");
}
