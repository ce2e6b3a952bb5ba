using Contracts;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;

namespace Journal.Operations;

/// <summary>An operator passed over a foreign entry that could not be applied.</summary>
[FactType("journal.entry-skipped", Internal = true)]
public sealed record EntrySkipped
{
    /// <summary>The service whose entry it was.</summary>
    public required string Source { get; init; }

    public required Guid Entry { get; init; }

    public required long Position { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Writes down, in one transaction, that an entry is skipped and why.</summary>
abstract class SkipRecorder
{
    /// <returns>False when it is not the first parked entry of its stream.</returns>
    public abstract Task<bool> Record(EntrySkipped skipped, string stream, string actor, DateOnly today, CancellationToken cancel);
}

/// <inheritdoc/>
sealed class SkipRecorder<TDb>(Change<TDb> change) : SkipRecorder
    where TDb : DbContext
{
    /// <inheritdoc/>
    public override async Task<bool> Record(EntrySkipped skipped, string stream, string actor, DateOnly today, CancellationToken cancel)
    {
        var first = true;
        await change.RunAs(actor, async work =>
        {
            var own = await work.Open($"parked/{skipped.Source}/{stream}");
            var marked = await work.Db.Database.ExecuteSqlAsync(
                $"""
                UPDATE parked SET skipped = {skipped.Reason}
                WHERE source = {skipped.Source} AND id = {skipped.Entry} AND skipped IS NULL
                  AND position = (SELECT min(position) FROM parked WHERE source = {skipped.Source} AND stream = {stream} AND skipped IS NULL)
                """, cancel);
            first = marked == 1;
            if (first)
                own.Append(skipped, today);
            return Answer.Ok(skipped);
        }, cancel);
        return first;
    }
}
