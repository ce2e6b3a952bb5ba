using Npgsql;

namespace Journal.Relaying;

/// <summary>Sees that the journal's database was restored, and raises its epoch, so that nobody has to remember to.</summary>
/// <remarks>
/// Compares what the database was when last led with what it is. Recovery to a point in time and a promoted standby begin a
/// new timeline; a dump that is read back makes a new database or a new table; another server has another identifier. A
/// data folder put back without recovery changes none of these: see docs/decisions/0015. Where nothing that was followed is
/// lost, a new epoch costs its followers nothing.
/// </remarks>
static class Incarnation
{
    const string Present =
        """
        SELECT incarnation, concat_ws('/', (SELECT system_identifier FROM pg_control_system()), left(pg_walfile_name(pg_current_wal_lsn()), 8),
               (SELECT oid FROM pg_database WHERE datname = current_database()), 'journal_head'::regclass::oid)
        FROM journal_head
        """;

    /// <summary>Runs on the leader's own session, before anything is numbered on it.</summary>
    /// <returns>The new epoch; null when the database is the one it was, or was never led before.</returns>
    public static async Task<long?> Notice(NpgsqlConnection session, CancellationToken cancel)
    {
        var (before, now) = await Read(session, cancel);
        if (before == now)
            return null;

        await using var note = new NpgsqlCommand(
            """
            UPDATE journal_head SET incarnation = $1, epoch = CASE WHEN $2 THEN greatest(epoch + 1, (extract(epoch FROM now()) * 1000)::bigint) ELSE epoch END
            RETURNING epoch
            """, session)
        {
            Parameters = { new() { Value = now }, new() { Value = before is not null } },
        };
        var epoch = (long)(await note.ExecuteScalarAsync(cancel))!;
        return before is null ? null : epoch;
    }

    static async Task<(string? Before, string Now)> Read(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand(Present, session);
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.IsDBNull(0) ? null : row.GetString(0), row.GetString(1));
    }
}
