namespace Parties;

/// <summary>A day that is known, or known only to lie between two days, both possible.</summary>
/// <param name="NotBefore"><see cref="DateOnly.MinValue"/> where nothing is known.</param>
/// <param name="NotAfter"><see cref="DateOnly.MaxValue"/> where nothing is known.</param>
public readonly record struct Bounds(DateOnly NotBefore, DateOnly NotAfter) : IComparable<Bounds>
{
    public static Bounds On(DateOnly day) => new(day, day);

    public bool IsKnown => NotBefore == NotAfter;

    public bool HasCertainlyComeBy(DateOnly asOf) => NotAfter <= asOf;

    public bool MayHaveComeBy(DateOnly asOf) => NotBefore <= asOf;

    public Bounds Plus(Func<DateOnly, DateOnly> time) => new(Open(NotBefore) ? NotBefore : time(NotBefore), Open(NotAfter) ? NotAfter : time(NotAfter));

    public static Bounds Later(Bounds a, Bounds b) => new(Max(a.NotBefore, b.NotBefore), Max(a.NotAfter, b.NotAfter));

    public static Bounds Earlier(Bounds a, Bounds b) => new(Min(a.NotBefore, b.NotBefore), Min(a.NotAfter, b.NotAfter));

    /// <summary>By the earlier bound, then by the later one.</summary>
    public int CompareTo(Bounds other) => NotBefore.CompareTo(other.NotBefore) is not 0 and var order ? order : NotAfter.CompareTo(other.NotAfter);

    static bool Open(DateOnly day) => day == DateOnly.MinValue || day == DateOnly.MaxValue;

    static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}

/// <summary>How sure an answer is where dates are known only by bounds.</summary>
public enum Certainty { No, Possible, Certain }

/// <summary>Who is counted: all whose consent is deposited, or only those for whom it has taken effect. Never mixed.</summary>
public enum Basis { Deposit, Effect }

/// <param name="Certain">Those the record leaves no doubt about: dated acts, and intervals that have closed by the day.</param>
/// <param name="Possible">Those and the ones whose interval is still open on the day.</param>
public readonly record struct PartyCount(int Certain, int Possible);
