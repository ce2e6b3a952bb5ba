using System.Globalization;
using System.Text.RegularExpressions;
using Processes;

namespace Operator.Backups;

/// <summary>What is restored from, and to when.</summary>
/// <param name="Moment">Null for the end of the backup itself.</param>
sealed record Origin(KeptBackup Backup, DateTimeOffset? Moment)
{
    public override string ToString() => Moment is { } at ? $"{at:u}" : $"the end of backup {Backup.Name}, {Backup.FinishedAt:u}";
}

/// <summary>Finds the backup from which a moment can be brought back.</summary>
static partial class Choice
{
    /// <param name="at">The moment as it was written; null for the end of a backup.</param>
    /// <param name="name">Of that backup.</param>
    /// <param name="kept">Of every server there are backups of.</param>
    /// <exception cref="Problem">There is none, or the moment is not one that can be brought back.</exception>
    public static Origin Of(string? at, string? name, IEnumerable<KeptBackup> kept, DateTimeOffset now)
    {
        var all = kept.OrderBy(backup => backup.FinishedAt).ToList();
        if (all.Count == 0)
            throw new Problem("There is no backup to restore from. Take one with ./platform backup, or name another folder with --from");
        if ((at is null) == (name is null))
            throw new Problem($"Say to when: --at MOMENT, e.g. --at {now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)}, " +
                "or --backup NAME. See ./platform backup --list");
        if (name is not null)
            return all.FirstOrDefault(backup => backup.Name == name) is { } found
                ? new(found, null)
                : throw new Problem($"There is no backup {name}. There are: {string.Join(", ", all.Select(backup => backup.Name))}");

        if (!Written().IsMatch(at!) || !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment))
            throw new Problem($"A moment is written with its offset, like 2026-11-21T10:15Z or 2026-11-21T13:15+03:00, not {at}.");
        if (moment > now)
            throw new Problem($"{moment:u} is still to come; it is {now:u}.");
        return all.LastOrDefault(backup => backup.FinishedAt <= moment) is { } from
            ? new(from, moment)
            : throw new Problem($"No backup is old enough for {moment:u}: the first that is kept can bring back what was there from {all[0].FinishedAt:u} on.");
    }

    /// <summary>RFC 3339, also without seconds and with a space as <c>./platform backup --list</c> prints it: never a day in the order of another country.</summary>
    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})\\z")]
    private static partial Regex Written();
}
