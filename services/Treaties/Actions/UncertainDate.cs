using System.Globalization;

namespace Treaties.Actions;

/// <summary>A day that is known, or known only to lie between two days, both possible.</summary>
/// <remarks>
/// As of a day, what is dated here has <i>certainly</i> happened once the later bound is reached, and has <i>possibly</i> happened
/// from the earlier bound on. Every rule of the final clauses moves both bounds the same way, so an interval stays an interval.
/// </remarks>
public readonly record struct UncertainDate : IComparable<UncertainDate>
{
    UncertainDate(DateOnly notBefore, DateOnly notAfter) => (NotBefore, NotAfter) = (notBefore, notAfter);

    public DateOnly NotBefore { get; }
    public DateOnly NotAfter { get; }

    public static UncertainDate On(DateOnly day) => new(day, day);

    /// <exception cref="ArgumentException">The bounds are the wrong way round.</exception>
    public static UncertainDate Between(DateOnly notBefore, DateOnly notAfter) => notBefore <= notAfter
        ? new(notBefore, notAfter)
        : throw new ArgumentException($"{notBefore:O} is after {notAfter:O}.", nameof(notBefore));

    /// <summary>The day, where it is known.</summary>
    public DateOnly? Day => NotBefore == NotAfter ? NotBefore : null;

    /// <summary>The earlier bound of a day that is not known; null where it is.</summary>
    public DateOnly? EarliestIfOpen => IsKnown ? null : NotBefore;

    /// <summary>The later bound of a day that is not known; null where it is, and where there is no later bound.</summary>
    public DateOnly? LatestIfOpen => IsKnown || NotAfter == DateOnly.MaxValue ? null : NotAfter;

    public bool IsKnown => NotBefore == NotAfter;

    public bool HasCertainlyComeBy(DateOnly asOf) => NotAfter <= asOf;

    public bool MayHaveComeBy(DateOnly asOf) => NotBefore <= asOf;

    /// <summary>The Nth day after: N calendar days later.</summary>
    public UncertainDate PlusDays(int days) => new(NotBefore.AddDays(days), NotAfter.AddDays(days));

    /// <summary>The same day of a later month, or that month's last day.</summary>
    public UncertainDate PlusMonths(int months) => new(NotBefore.AddMonths(months), NotAfter.AddMonths(months));

    public static UncertainDate Later(UncertainDate a, UncertainDate b) => new(Max(a.NotBefore, b.NotBefore), Max(a.NotAfter, b.NotAfter));

    public static UncertainDate Earlier(UncertainDate a, UncertainDate b) => new(Min(a.NotBefore, b.NotBefore), Min(a.NotAfter, b.NotAfter));

    /// <summary>By the earlier bound, then by the later one.</summary>
    public int CompareTo(UncertainDate other) => NotBefore.CompareTo(other.NotBefore) is not 0 and var order ? order : NotAfter.CompareTo(other.NotAfter);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(IsKnown ? $"{NotBefore:yyyy-MM-dd}" : NotAfter == DateOnly.MaxValue ? $"not before {NotBefore:yyyy-MM-dd}" : $"{NotBefore:yyyy-MM-dd} to {NotAfter:yyyy-MM-dd}")}");

    static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}
