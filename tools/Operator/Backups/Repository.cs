using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AppHost.Servers;
using Npgsql;
using Processes;

namespace Operator.Backups;

/// <summary>Where a service's journal stood just before a backup began: what is restored from it has to hold that entry.</summary>
/// <param name="Chain">Of the entry at the position, in hexadecimal.</param>
sealed record JournalStood(string Service, long Position, string Chain);

/// <summary>One whole backup, as pgBackRest tells it.</summary>
/// <param name="Name">pgBackRest's label: <c>20261121-101503F</c>.</param>
/// <param name="FinishedAt">From this moment on anything can be brought back with it.</param>
/// <param name="Bytes">What it is of, before compression.</param>
/// <param name="Kept">On disk, bytes.</param>
sealed record KeptBackup(Repository In, string Name, DateTimeOffset FinishedAt, long Bytes, long Kept, IReadOnlyList<JournalStood> Journals);

/// <summary>What pgBackRest keeps of one PostgreSQL: its backups and the archive of its log.</summary>
/// <remarks>Each server has a folder of its own, named after its identifier, so that archives never mix.</remarks>
sealed record Repository(LocalPlatform Platform, string Folder)
{
    /// <summary>Everything pgBackRest is told, by its environment: options that a command does not take are not refused there, nor is a file of the machine read.</summary>
    public Dictionary<string, string> Settings => new(Platform.Connection)
    {
        ["PGBACKREST_CONFIG"] = "/dev/null",
        ["PGBACKREST_STANZA"] = Archiving.Stanza,
        ["PGBACKREST_REPO1_PATH"] = Folder,
        ["PGBACKREST_REPO1_BUNDLE"] = "y", // a database is hundreds of small files
        ["PGBACKREST_PG1_PATH"] = Platform.Data,
        ["PGBACKREST_PG1_PORT"] = $"{Platform.Port}",
        ["PGBACKREST_PG1_USER"] = Platform.Connection["PGUSER"],
        ["PGBACKREST_LOCK_PATH"] = Path.Combine(Platform.ServerFolder, "backup-locks"), // its own script holds a file "lock" there
        ["PGBACKREST_SPOOL_PATH"] = Path.Combine(Platform.ServerFolder, "spool"), // a restore looks there, and the machine's is not everybody's
        ["PGBACKREST_COMPRESS_TYPE"] = Compression,
        ["PGBACKREST_PROCESS_MAX"] = "2",
        ["PGBACKREST_START_FAST"] = "y",
        ["PGBACKREST_LOG_LEVEL_CONSOLE"] = "off",
        ["PGBACKREST_LOG_LEVEL_STDERR"] = "warn",
        ["PGBACKREST_LOG_LEVEL_FILE"] = "off",
    };

    const string Compression = "zst";

    /// <summary>The folder that was chosen, which holds one for each server.</summary>
    public string Place => Path.GetDirectoryName(Folder)!;

    static string ConfigurationOf(LocalPlatform platform) => Path.Combine(platform.Data, Archiving.Configuration);

    /// <summary>Where the backups of the server that runs are kept.</summary>
    /// <returns>Null before the first.</returns>
    /// <exception cref="Problem">That folder is not there: a disk that is not mounted.</exception>
    public static Repository? Of(LocalPlatform platform) => Begun(platform) is not { } begun ? null : Directory.Exists(begun.Folder) ? begun
        : throw new Problem($"The backups are kept in {begun.Place}, which is not there. " +
            "Mount the disk it is on, or bring the folder back; if it was moved: ./platform backup --to FOLDER");

    /// <summary>Those of every server that ever kept its backups in a folder.</summary>
    /// <exception cref="Problem">PostgreSQL's user cannot read one.</exception>
    public static async Task<IReadOnlyList<Repository>> In(string place, LocalPlatform platform, CancellationToken cancel)
    {
        if (!Directory.Exists(place))
            throw new Problem($"There is no folder {place}.");
        var found = new List<Repository>();
        foreach (var folder in Directory.EnumerateDirectories(place).Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit)))
        {
            if (!await Programs.Test("-r", folder, cancel))
                throw new Problem($"PostgreSQL's user cannot read {folder}. " +
                    $"Give it to that user: chown -R {(Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName)}: {folder}");
            if (Directory.Exists(Path.Combine(folder, "backup", Archiving.Stanza)))
                found.Add(new(platform, folder));
        }
        return found;
    }

    /// <summary>Makes ready what keeps the backups of the server that runs; with the first one the archive begins.</summary>
    /// <param name="to">Folder that was asked for; null for where they already are, or <c>.platform/backup</c>.</param>
    /// <exception cref="Problem">The server was started without an archive, or the folder is not to be had.</exception>
    public static async Task<Repository> Begin(LocalPlatform platform, string? to, NpgsqlConnection server, CancellationToken cancel)
    {
        var archive = await server.Scalar<string>("SELECT current_setting('archive_mode') || current_setting('archive_command')", cancel);
        if (!archive.Contains(Archiving.Configuration, StringComparison.Ordinal))
            throw new Problem("This PostgreSQL was started before backups were possible. Start it anew once: ./platform down, ./platform up");
        var identifier = await server.Scalar<string>("SELECT system_identifier::text FROM pg_control_system()", cancel);
        var wanted = to is null ? null : new Repository(platform, Path.Combine(LocalPlatform.RealPlace(to), identifier));
        var moved = wanted is not null && Directory.Exists(wanted.Folder);
        if (Begun(platform) is { } begun && !(moved && !Directory.Exists(begun.Folder)))
        {
            if (wanted is not null && wanted != begun)
                throw new Problem($"The backups are kept in {begun.Place}. " +
                    $"To keep them elsewhere: mkdir -p {wanted.Place}; mv {begun.Folder} {wanted.Place}/; then ./platform backup --to {wanted.Place}");
            wanted = Of(platform)!;
        }
        wanted ??= new Repository(platform, Path.Combine(DefaultPlace(platform), identifier));

        await wanted.Make(cancel);
        await wanted.Run("stanza-create", [], cancel);
        await wanted.Configure(cancel);
        return wanted;
    }

    /// <summary>Whole backups, oldest first.</summary>
    public async Task<IReadOnlyList<KeptBackup>> Backups(CancellationToken cancel)
    {
        using var told = JsonDocument.Parse(await Run("info", ["--output=json"], cancel));
        return [.. told.RootElement.EnumerateArray().SelectMany(stanza => stanza.GetProperty("backup").EnumerateArray())
            .Where(backup => !backup.GetProperty("error").GetBoolean()).Select(Backup).OrderBy(backup => backup.FinishedAt)];
    }

    /// <summary>Copies every database while they work, and removes what is older than the last few.</summary>
    public Task<string> Take(int keep, IEnumerable<JournalStood> journals, CancellationToken cancel) =>
        Run("backup", ["--type=full", $"--repo1-retention-full={keep}", .. journals.Select(stood => $"--annotation={stood.Service}={stood.Position} {stood.Chain}")], cancel);

    /// <summary>Reads everything that is kept and compares it with its checksums.</summary>
    /// <remarks>pgBackRest 2.45 ends with 0 whatever it finds: what it writes is looked at.</remarks>
    /// <exception cref="Problem">Something is not what it was.</exception>
    public async Task Verify(CancellationToken cancel)
    {
        var told = await Run("verify", ["--output=text", "--verbose"], cancel);
        if (!told.Contains("status: ok", StringComparison.Ordinal) || told.Contains("status: error", StringComparison.Ordinal)
            || told.Contains("status: invalid", StringComparison.Ordinal))
            throw new Problem($"The backup was taken, but not all that is kept in {Folder} is sound: {told.ReplaceLineEndings(" ").Trim()}");
    }

    /// <summary>Until the archive holds everything committed before the call.</summary>
    /// <exception cref="Problem">The server cannot write to its archive.</exception>
    public async Task BringUpToDate(NpgsqlConnection server, CancellationToken cancel)
    {
        // A commit of its own, so that recovery to any moment before it finds where to stop.
        await server.Scalar<object>("SELECT pg_current_xact_id()::text", cancel);
        await Run("check", [], cancel);
    }

    /// <summary>Runs a command of pgBackRest.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="Problem">It failed, or is not installed.</exception>
    public async Task<string> Run(string command, IReadOnlyList<string> options, CancellationToken cancel)
    {
        var ended = await Programs.Run("pgbackrest", [.. options, command], Settings, cancel);
        cancel.ThrowIfCancellationRequested();
        return ended.Code switch // pgBackRest's own codes, but for the 127 of who could not start it
        {
            0 => ended.Output,
            127 => throw new Problem("pgBackRest is not installed. Install it with: sudo apt-get install -y --no-install-recommends pgbackrest"),
            50 => throw new Problem("Another pgBackRest works on these backups. Wait for it, or stop it, and run this again."),
            82 => throw new Problem($"PostgreSQL could not write to its archive in {Folder} within 60 s; it keeps its log and tries again. See ./platform logs postgres"),
            _ => throw new Problem($"pgbackrest {command} failed: {ended.LastWords}"),
        };
    }

    /// <summary>Where the server that runs archives to, there or not; null before the first backup.</summary>
    public static Repository? Begun(LocalPlatform platform)
    {
        const string setting = "repo1-path=";
        var file = ConfigurationOf(platform);
        return File.Exists(file) ? new(platform, File.ReadLines(file).First(line => line.StartsWith(setting, StringComparison.Ordinal))[setting.Length..]) : null;
    }

    /// <summary>On the disk of the platform. Where the servers' users cannot pass through its folder the data lie elsewhere, and so do the backups.</summary>
    static string DefaultPlace(LocalPlatform platform) =>
        new DirectoryInfo(Path.Combine(platform.Folder, "data")).LinkTarget is null
            ? Path.Combine(LocalPlatform.RealPlace(platform.Folder), "backup")
            : $"{Path.GetDirectoryName(platform.ServerFolder)}-backup";

    async Task Make(CancellationToken cancel)
    {
        Directory.CreateDirectory(Place);
        string[] owner = Environment.IsPrivilegedProcess ? ["-o", "postgres", "-g", "postgres"] : [];
        using var install = Process.Start("install", ["-d", "-m", "0700", .. owner, Folder]);
        await install.WaitForExitAsync(cancel);
        if (!await Programs.Test("-w", Folder, cancel))
            throw new Problem($"PostgreSQL's user cannot write to {Folder}: every folder above it must be open to other users (chmod o+x).");
    }

    /// <summary>From here on the server archives. In the data folder, so that new data begin without an archive.</summary>
    Task Configure(CancellationToken cancel) => Programs.Succeed("sh",
        ["-c", "printf %s \"$1\" >\"$0.draft\" && mv \"$0.draft\" \"$0\"", ConfigurationOf(Platform),
            $"[global]\nrepo1-path={Folder}\ncompress-type={Compression}\nlog-level-file=off\n"], null, cancel);

    KeptBackup Backup(JsonElement backup)
    {
        var info = backup.GetProperty("info");
        var journals = backup.TryGetProperty("annotation", out var notes) ? notes.EnumerateObject().Select(Note) : [];
        // pgBackRest tells whole seconds: the end is somewhere in that one.
        return new(this, backup.GetProperty("label").GetString()!, DateTimeOffset.FromUnixTimeSeconds(backup.GetProperty("timestamp").GetProperty("stop").GetInt64() + 1),
            info.GetProperty("size").GetInt64(), info.GetProperty("repository").GetProperty("delta").GetInt64(), [.. journals]);
    }

    static JournalStood Note(JsonProperty note) =>
        note.Value.GetString()!.Split(' ') is [var position, var chain] && long.TryParse(position, CultureInfo.InvariantCulture, out var stood)
            ? new(note.Name, stood, chain)
            : throw new Problem($"The note of {note.Name} beside a backup is not one of ours: {note.Value}");
}
