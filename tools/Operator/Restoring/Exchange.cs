using System.Globalization;
using Npgsql;
using Operator.Backups;
using Processes;

namespace Operator.Restoring;

/// <summary>A database that was read back beside the present one, and then takes its place in one step.</summary>
/// <param name="Before">Name the present one gets.</param>
/// <param name="Moment">What the restored one is: kept in it until its service has seen it.</param>
sealed record Exchange(LocalPlatform Platform, OwnDatabase Database, string Before, string Moment)
{
    const string SetAside = "_before_";

    static readonly TimeSpan stopsWithin = TimeSpan.FromSeconds(20);

    /// <summary>Where it is read into; of no use to anybody when it is found at the start.</summary>
    public string Incoming => $"{Database.Name}_restoring";

    public static Exchange Of(LocalPlatform platform, OwnDatabase database, DateTimeOffset now, Origin origin) =>
        new(platform, database, $"{database.Name}{SetAside}{now.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}", $"restored to {origin}");

    /// <summary>Whether a database of this name was set aside by a restore.</summary>
    public static bool IsSetAside(string name, LocalPlatform platform) =>
        platform.Databases.Any(database => name.StartsWith($"{database.Name}{SetAside}", StringComparison.Ordinal));

    /// <summary>Makes room for what is read back; an interrupted restore's remains go.</summary>
    public async Task Prepare(NpgsqlConnection server, CancellationToken cancel)
    {
        await server.Run($"DROP DATABASE IF EXISTS \"{Incoming}\" WITH (FORCE)", cancel);
        await server.Run($"CREATE DATABASE \"{Incoming}\" TEMPLATE template0", cancel);
    }

    /// <summary>The last look at the present database, once nobody writes to it any more.</summary>
    /// <remarks>
    /// What was erased since stays erased: the key of a person's texts must not come back with a backup. And both databases are told
    /// apart from what they were, so that whichever is led next begins a new epoch (docs/decisions/0015).
    /// </remarks>
    public async Task CarryOver(CancellationToken cancel)
    {
        await using var incoming = await Platform.Open(Incoming, cancel);
        await using var present = await Platform.Open(Database.Name, cancel);
        await Mark(incoming, Moment, cancel);
        await Mark(present, "set aside", cancel);
        if (!await present.Has("confidential_key", cancel) || !await incoming.Has("confidential_key", cancel))
            return;
        var erased = await present.Rows("SELECT owner, erased_at FROM confidential_key WHERE erased_at IS NOT NULL",
            row => (Owner: row.GetString(0), At: row.GetDateTime(1)), cancel);
        await incoming.Run(
            """
            UPDATE confidential_key SET key = NULL, erased_at = erased.at FROM unnest($1, $2) AS erased (owner, at)
            WHERE confidential_key.owner = erased.owner AND key IS NOT NULL
            """, cancel, erased.Select(one => one.Owner).ToArray(), erased.Select(one => one.At).ToArray());
    }

    /// <summary>The present database gets another name and the one read back its name, both or neither.</summary>
    public async Task Swap(NpgsqlConnection inTransaction, bool present, CancellationToken cancel)
    {
        if (present)
            await inTransaction.Run($"ALTER DATABASE \"{Database.Name}\" RENAME TO \"{Before}\"", cancel);
        await inTransaction.Run($"ALTER DATABASE \"{Incoming}\" RENAME TO \"{Database.Name}\"", cancel);
    }

    /// <summary>Until nobody is connected to the present database: whoever was asked to stop has stopped. A person's session is not waited for longer.</summary>
    public async Task SessionsEnded(NpgsqlConnection server)
    {
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < stopsWithin; await Task.Delay(100))
            if (await server.Scalar<bool>(
                "SELECT NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend')", CancellationToken.None, Database.Name))
                return;
    }

    /// <summary>Ends what is still connected to either database.</summary>
    public Task EndSessions(NpgsqlConnection server, CancellationToken cancel) =>
        server.Run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN ($1, $2)", cancel, Database.Name, Incoming);

    public Task<bool> IsPresent(NpgsqlConnection server, CancellationToken cancel) =>
        server.Scalar<bool>("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", cancel, Database.Name);

    static async Task Mark(NpgsqlConnection database, string what, CancellationToken cancel)
    {
        if (!await database.Has("journal_head", cancel))
            return;
        await database.Run("ALTER TABLE journal_head ADD COLUMN IF NOT EXISTS incarnation text", cancel);
        await database.Run("UPDATE journal_head SET incarnation = $1", cancel, what);
    }
}
