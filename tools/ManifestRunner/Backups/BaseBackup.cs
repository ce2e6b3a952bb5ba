using System.Text.Json;
using ManifestRunner.Processes;

namespace ManifestRunner.Backups;

/// <summary>Where a service's journal stood just before the base backup began: what is restored from it has to hold that entry.</summary>
/// <param name="Chain">Of the entry at the position, in hexadecimal.</param>
sealed record JournalStood(string Service, string Database, long Epoch, long Position, string Chain);

/// <summary>What is known of one base backup, kept beside it as <c>NAME.json</c>. One without is not whole.</summary>
/// <param name="Name">The moment it was begun: <c>2026-11-21T10-15-03Z</c>.</param>
/// <param name="FinishedAt">From this moment on anything can be brought back with it.</param>
/// <param name="FirstWal">First file of the write-ahead log it needs.</param>
/// <param name="Bytes">On disk.</param>
sealed record BaseBackup(string Name, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string FirstWal, string Lsn, string Server, long Bytes, IReadOnlyList<JournalStood> Journals);

/// <summary>The backups of one PostgreSQL: base backups and the archive of its write-ahead log. Each server has a folder of its own, named after its identifier, so that archives never mix.</summary>
/// <param name="Folder">Below the folder of all backups.</param>
sealed record BackupsOfAServer(string Folder)
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Archive => Path.Combine(Folder, "wal");

    public string Base => Path.Combine(Folder, "base");

    public string PathOf(string name) => Path.Combine(Base, name);

    /// <summary>The identifier of the PostgreSQL they are of.</summary>
    public string Server => Path.GetFileName(Folder);

    /// <summary>Those of every server that ever kept its backups here.</summary>
    public static IReadOnlyList<BackupsOfAServer> In(string backups) =>
        Directory.Exists(backups) ? [.. Directory.EnumerateDirectories(backups).Where(folder => Directory.Exists(Path.Combine(folder, "base"))).Select(folder => new BackupsOfAServer(folder))] : [];

    /// <summary>Whole base backups, oldest first.</summary>
    /// <exception cref="Problem">The notes of one are broken.</exception>
    public IReadOnlyList<BaseBackup> Read() =>
        Directory.Exists(Base) ? [.. Directory.EnumerateFiles(Base, "*.json").Select(Notes).Where(backup => Directory.Exists(PathOf(backup.Name))).OrderBy(backup => backup.FinishedAt)] : [];

    public void Note(BaseBackup backup)
    {
        var draft = PathOf($"{backup.Name}.draft");
        File.WriteAllText(draft, JsonSerializer.Serialize(backup, json));
        File.Move(draft, PathOf($"{backup.Name}.json"));
    }

    /// <summary>Removes a base backup; its notes first, so that half of one is never taken for whole.</summary>
    public void Remove(string name)
    {
        File.Delete(PathOf($"{name}.json"));
        Directory.Delete(PathOf(name), recursive: true);
    }

    /// <summary>Removes what an interrupted backup left.</summary>
    public void RemoveUnfinished()
    {
        var whole = Read().Select(backup => backup.Name).ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories(Base).Where(folder => !whole.Contains(Path.GetFileName(folder))))
            Directory.Delete(folder, recursive: true);
    }

    static BaseBackup Notes(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BaseBackup>(File.ReadAllText(file), json) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException broken)
        {
            throw new Problem($"{file} is broken: {broken.Message} Remove the backup it tells of.", broken);
        }
    }
}
