using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Activities;

/// <summary>What the records of activities and of results have in common when they are corrected and withdrawn.</summary>
static class Record
{
    /// <summary>Of why a record is corrected or withdrawn: a sentence or two.</summary>
    public const int ReasonLengthMax = 500;

    /// <summary>Whether two lists name the same things, in whatever order; none is as an empty one.</summary>
    public static bool Same<T>(IEnumerable<T>? one, IEnumerable<T>? other) where T : notnull =>
        (one ?? []).CountBy(it => it).ToHashSet().SetEquals((other ?? []).CountBy(it => it));

    /// <summary>Faults at the fields of a record that is the part <c>details</c> of a request.</summary>
    public static IEnumerable<FieldFault> Within(IEnumerable<FieldFault> faults) => faults.Select(fault => fault with { Field = $"details.{fault.Field}" });

    /// <summary>Brings the rows by which a record is found to what it names now.</summary>
    public static void Bring<TRow, TKey>(DbContext db, IReadOnlyList<TRow> kept, Func<TRow, TKey> key, IReadOnlyList<TKey> wanted, Func<TKey, TRow> make) where TRow : class
    {
        db.RemoveRange(kept.Where(row => !wanted.Contains(key(row))));
        db.AddRange(wanted.Except(kept.Select(key)).Select(make));
    }
}

/// <summary>Why a record no longer stands.</summary>
/// <param name="RecordedAt">When the platform learned it.</param>
public sealed record WithdrawalAnswer(DateTimeOffset RecordedAt, string Reason);
