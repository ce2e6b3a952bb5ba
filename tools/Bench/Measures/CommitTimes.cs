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
        await platform.Again();
    }

    /// <summary>Milliseconds from recording to applying, of every entry after a position; waits until all are applied.</summary>
    public static async Task<IReadOnlyList<double>> Lags(BenchPlatform platform, string follower, long after, CancellationToken cancel)
    {
        var applied = new Dictionary<long, DateTime>();
        var recorded = new List<(long Position, DateTime At)>();
        // Positions are given a moment after the commit: nothing may wait for one.
        await platform.Until<long>("treaties", "SELECT count(*) FROM journal WHERE position IS NULL", waiting => waiting == 0, TimeSpan.FromMinutes(5));
        var last = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal WHERE published");
        await platform.Until<long>(follower, "SELECT coalesce(max(position), 0) FROM cursor WHERE source = 'treaties'", position => position >= last, TimeSpan.FromMinutes(5));

        await using (var read = platform.Database("treaties").CreateCommand($"SELECT position, recorded_at FROM journal WHERE published AND position > {after}"))
        await using (var row = await read.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
                recorded.Add((row.GetInt64(0), row.GetDateTime(1)));
        await using (var read = platform.Database(follower).CreateCommand($"SELECT position, pg_xact_commit_timestamp(xmin) FROM evidence WHERE source = 'treaties' AND position > {after}"))
        await using (var row = await read.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
                applied[row.GetInt64(0)] = row.GetDateTime(1);
        return recorded.All(entry => applied.ContainsKey(entry.Position))
            ? [.. recorded.Select(entry => (applied[entry.Position] - entry.At).TotalMilliseconds)]
            : throw new Problem($"{follower} passed entries that it did not apply.");
    }

    /// <summary>Entries a second a follower applied after a position, from its first commit to its last.</summary>
    public static async Task<double> Rate(BenchPlatform platform, string follower, long after)
    {
        await using var read = platform.Database(follower).CreateCommand(
            $"SELECT count(*), extract(epoch FROM max(pg_xact_commit_timestamp(xmin)) - min(pg_xact_commit_timestamp(xmin)))::float8 FROM evidence WHERE source = 'treaties' AND position > {after}");
        await using var row = await read.ExecuteReaderAsync();
        await row.ReadAsync();
        return row.GetInt64(0) / row.GetDouble(1);
    }
}
