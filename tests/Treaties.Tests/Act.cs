using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Status;

namespace Treaties.Tests;

/// <summary>Says an act in one line, and records in a few.</summary>
static class Act
{
    static int number;

    public static Guid Numbered(int n) => new(n, 0, 7, 1, 0, 0, 0, 0, 0, 0, 0);

    /// <param name="dates">A day, or two days joined by <c>..</c>.</param>
    public static TreatyAct Of(string state, TreatyActionKind kind, string instrument, string dates) => new()
    {
        Id = Numbered(Interlocked.Increment(ref number)),
        Instrument = InstrumentId.Parse(instrument),
        State = StateCode.Parse(state),
        Kind = kind,
        Date = Dated(dates),
        Source = "C.N.1.2020.TREATIES-XVIII.14",
    };

    public static UncertainDate Dated(string dates) => dates.Split("..") is [var from, var to] ? UncertainDate.Between(Day(from), Day(to)) : UncertainDate.On(Day(dates));

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");

    /// <summary>A record of these acts and the real instruments, none of the real acts.</summary>
    public static TreatyRecord Record(params TreatyAct[] acts) => new(RealRecord.Catalogue, acts);

    /// <summary>A calculation as it reads in English.</summary>
    public static IReadOnlyList<string> Lines(this IReadOnlyList<Said> steps) => steps.LinesIn(Tongue.English);

    /// <inheritdoc cref="Lines"/>
    public static string Line(this Said step) => Lines([step])[0];
}
