using Npgsql;
using Processes;

namespace Operator.Restoring;

/// <summary>Who follows a journal: where it stands in it, and in which generation of its copies, which each fork raises.</summary>
sealed record Follower(OwnDatabase Database, long Epoch, long Position, int Generation);

/// <summary>Waits until the others have noticed a restored journal, and gathers what they still know of what it lost.</summary>
static class Aftermath
{
    static readonly TimeSpan noticedWithin = TimeSpan.FromMinutes(3);

    public static async Task<IReadOnlyList<Follower>> Followers(LocalPlatform platform, string source, CancellationToken cancel)
    {
        var followers = new List<Follower>();
        foreach (var database in platform.Databases)
        {
            await using var connection = await platform.Open(database.Name, cancel);
            if (await connection.Has("cursor", cancel))
                followers.AddRange(await connection.Rows("SELECT epoch, position, generation FROM cursor WHERE source = $1",
                    row => new Follower(database, row.GetInt64(0), row.GetInt64(1), row.GetInt32(2)), cancel, source));
        }
        return followers;
    }

    /// <returns>The services that follow it, all of which now stand where its journal stands.</returns>
    /// <exception cref="Problem">One has not noticed in time.</exception>
    public static async Task<IReadOnlyList<string>> AllNoticed(LocalPlatform platform, OwnDatabase restored, long epochBefore, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (; ; await Task.Delay(200, cancel))
        {
            OneJournal source;
            IReadOnlyList<Follower> followers;
            try
            {
                await using var connection = await platform.Open(restored.Name, cancel);
                source = (await OneJournal.Read(connection, cancel))!;
                followers = await Followers(platform, restored.Service, cancel);
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(since) < noticedWithin)
            {
                continue; // everything starts at once and the machine is busy: what is lost must be told all the same
            }
            // Where nothing is published there is nothing to follow, and the cursor is of no epoch.
            var behind = followers.Where(follower => follower.Position != source.Published || (source.Published > 0 && follower.Epoch != source.Epoch))
                .Select(follower => follower.Database.Service).ToList();
            if (source.Epoch > epochBefore && behind.Count == 0)
                return [.. followers.Select(follower => follower.Database.Service)];
            if (TimeProvider.System.GetElapsedTime(since) > noticedWithin)
                throw new Problem(source.Epoch <= epochBefore
                    ? $"{restored.Service} is restored, but no process of it leads its journal. See ./platform logs {restored.Service}"
                    : $"{restored.Service} is restored, but not yet followed anew by {string.Join(", ", behind)}. " +
                      $"They go on by themselves; see ./platform logs {behind[0]}. What was lost is then listed at /operations/forks.");
        }
    }

    /// <summary>What was lost, by the others' evidence, first to last.</summary>
    /// <param name="before">As they stood before the restore, so that only what it brought is told.</param>
    public static async Task<IReadOnlyList<LostFact>> Lost(LocalPlatform platform, string source, IReadOnlyList<Follower> before, CancellationToken cancel)
    {
        var lost = new List<LostFact>();
        foreach (var follower in before)
        {
            await using var connection = await platform.Open(follower.Database.Name, cancel);
            lost.AddRange(await connection.Rows(
                """
                SELECT lost.position, lost.id, lost.stream, lost.type, lost.occurred_on,
                       ARRAY (SELECT type || ' (' || stream || ')' FROM journal WHERE cause = lost.id ORDER BY sequence)
                FROM evidence lost JOIN fork ON fork.source = lost.source AND fork.generation = lost.generation
                WHERE lost.source = $1 AND lost.generation >= $2
                  AND NOT EXISTS (SELECT 1 FROM evidence kept WHERE kept.source = lost.source AND kept.id = lost.id AND kept.generation > lost.generation)
                """,
                row => new LostFact(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateOnly>(4),
                    [follower.Database.Service], row.GetFieldValue<string[]>(5)),
                cancel, source, follower.Generation));
        }
        return lost;
    }

    /// <summary>The same fact told by several is one, known to all of them; first to last, those without a position at the end.</summary>
    public static IReadOnlyList<LostFact> Joined(IEnumerable<LostFact> told) =>
        [.. told.GroupBy(fact => fact.Id)
            .Select(same => same.First() with { KnownTo = [.. same.SelectMany(fact => fact.KnownTo)], Because = [.. same.SelectMany(fact => fact.Because)] })
            .OrderBy(fact => fact.Position == 0).ThenBy(fact => fact.Position)];
}
