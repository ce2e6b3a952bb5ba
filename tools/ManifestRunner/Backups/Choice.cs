using System.Globalization;
using ManifestRunner.Processes;

namespace ManifestRunner.Backups;

/// <summary>Finds the base backup from which a moment can be brought back.</summary>
static class Choice
{
    /// <param name="at">The moment as it was written; null for the end of a base backup.</param>
    /// <param name="name">Of that base backup.</param>
    /// <exception cref="Problem">There is none, or the moment is not one that can be brought back.</exception>
    public static Origin Of(string? at, string? name, IReadOnlyList<BackupsOfAServer> servers, DateTimeOffset now)
    {
        var all = servers.SelectMany(server => server.Read().Select(backup => (Server: server, Backup: backup))).OrderBy(one => one.Backup.FinishedAt).ToList();
        if (all.Count == 0)
            throw new Problem("There is no backup to restore from. Take one with ./platform backup, or name another folder with --from");
        if ((at is null) == (name is null))
            throw new Problem($"Say to when: --at MOMENT, e.g. --at {now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)}, or --backup NAME. See ./platform backup --list");
        if (name is not null)
            return all.FirstOrDefault(one => one.Backup.Name == name) is { Backup: { } } found
                ? new(found.Server, found.Backup, null)
                : throw new Problem($"There is no backup {name}. There are: {string.Join(", ", all.Select(one => one.Backup.Name))}");

        if (!DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            throw new Problem($"A moment is written like 2026-11-21T10:15Z, not {at}.");
        if (moment > now)
            throw new Problem($"{moment:u} is still to come; it is {now:u}.");
        return all.LastOrDefault(one => one.Backup.FinishedAt <= moment) is { Backup: { } } from
            ? new(from.Server, from.Backup, moment)
            : throw new Problem($"No backup is old enough for {moment:u}: the first that is kept can bring back what was there from {all[0].Backup.FinishedAt:u} on.");
    }
}
