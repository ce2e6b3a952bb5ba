using System.Globalization;
using ManifestRunner.Running;
using Npgsql;

namespace ManifestRunner.Backups;

/// <summary>A database that was read back beside the present one, and then takes its place in one step.</summary>
/// <param name="Before">Name the present one gets.</param>
/// <param name="Moment">What the restored one is: kept in it until its service has seen it.</param>
sealed record Exchange(RunningPlatform Platform, OwnDatabase Database, string Before, string Moment)
{
    const string SetAside = "_before_";

    /// <summary>Where it is read into; of no use to anybody when it is found at the start.</summary>
    public string Incoming => $"{Database.Name}_restoring";

    public static Exchange Of(RunningPlatform platform, OwnDatabase database, DateTimeOffset now, Origin origin) =>
        new(platform, database, $"{database.Name}{SetAside}{now.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}", $"restored to {origin}");

    /// <summary>Whether a database of this name was set aside by a restore.</summary>
    public static bool IsSetAside(string name, RunningPlatform platform) => platform.Databases.Any(database => name.StartsWith($"{database.Name}{SetAside}", StringComparison.Ordinal));

    /// <summary>Makes room for what is read back; an interrupted restore's remains go.</summary>
    public async Task Prepare(NpgsqlConnection server, CancellationToken cancel)
    {
        await Run($"DROP DATABASE IF EXISTS \"{Incoming}\" WITH (FORCE)", server, cancel);
        await Run($"CREATE DATABASE \"{Incoming}\" TEMPLATE template0", server, cancel);
    }

    /// <summary>The last look at the present database, once nobody writes to it any more.</summary>
    /// <remarks>
    /// What was erased since stays erased: the key of a person's texts must not come back with a backup. And both databases are told
    /// apart from what they were, so that whichever is led next begins a new epoch (docs/decisions/0015).
    /// </remarks>
    public async Task CarryOver(CancellationToken cancel)
    {
        await using var incoming = await Platform.Open(Incoming, cancel);
        if (await OneJournal.Has("journal_head", incoming, cancel))
        {
            await Run("ALTER TABLE journal_head ADD COLUMN IF NOT EXISTS incarnation text", incoming, cancel);
            await Run($"UPDATE journal_head SET incarnation = '{Moment}'", incoming, cancel);
        }
        await using var present = await Platform.Open(Database.Name, cancel);
        if (await OneJournal.Has("journal_head", present, cancel))
            await Run("ALTER TABLE journal_head ADD COLUMN IF NOT EXISTS incarnation text; UPDATE journal_head SET incarnation = 'set aside'", present, cancel);
        if (await OneJournal.Has("confidential_key", present, cancel) && await OneJournal.Has("confidential_key", incoming, cancel))
            await Erase(await Erased(present, cancel), incoming, cancel);
    }

    /// <summary>The present database gets another name and the one read back its name, both or neither.</summary>
    public async Task Swap(NpgsqlConnection server, NpgsqlTransaction together, bool present, CancellationToken cancel)
    {
        if (present)
            await Run($"ALTER DATABASE \"{Database.Name}\" RENAME TO \"{Before}\"", server, cancel, together);
        await Run($"ALTER DATABASE \"{Incoming}\" RENAME TO \"{Database.Name}\"", server, cancel, together);
    }

    /// <summary>Ends what is still connected to either database.</summary>
    public Task EndSessions(NpgsqlConnection server, CancellationToken cancel) =>
        Run($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN ('{Database.Name}', '{Incoming}')", server, cancel);

    public async Task<bool> IsPresent(NpgsqlConnection server, CancellationToken cancel) =>
        await Archiving.Scalar<bool>($"SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = '{Database.Name}')", server, cancel);

    static async Task<(string[] Owners, DateTime[] At)> Erased(NpgsqlConnection present, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("SELECT owner, erased_at FROM confidential_key WHERE erased_at IS NOT NULL", present);
        var (owners, at) = (new List<string>(), new List<DateTime>());
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            owners.Add(row.GetString(0));
            at.Add(row.GetDateTime(1));
        }
        return ([.. owners], [.. at]);
    }

    static async Task Erase((string[] Owners, DateTime[] At) erased, NpgsqlConnection incoming, CancellationToken cancel)
    {
        await using var erase = new NpgsqlCommand(
            """
            UPDATE confidential_key SET key = NULL, erased_at = erased.at FROM unnest($1, $2) AS erased (owner, at)
            WHERE confidential_key.owner = erased.owner AND key IS NOT NULL
            """, incoming)
        { Parameters = { new() { Value = erased.Owners }, new() { Value = erased.At } } };
        await erase.ExecuteNonQueryAsync(cancel);
    }

    static async Task Run(string sql, NpgsqlConnection connection, CancellationToken cancel, NpgsqlTransaction? transaction = null)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
