using Bench.Measures;
using Processes;

namespace Bench;

/// <summary>What was asked on the command line.</summary>
/// <param name="Only">Names of measures; empty for all.</param>
/// <param name="Before">The commit that <c>start</c> measures beside; null for none.</param>
sealed record Arguments(Settings Settings, IReadOnlyList<string> Only, string? Before)
{
    /// <exception cref="Misuse">Something that is not known.</exception>
    public static Arguments Read(string[] args)
    {
        var options = new Options("bench", args, ["only", "before", "entries", "minutes"], ["quick"]);
        options.NoWord();
        var quick = options.Has("quick");
        return new(new(quick, options.Number("entries", 1, 100_000_000) ?? (quick ? 50_000 : 1_000_000), options.Number("minutes", 1, 24 * 60) ?? (quick ? 2 : 60)), options.Several("only"), options.One("before"));
    }

    /// <summary>The measures asked for; <c>catchup</c> goes without saying where <c>flat</c> is asked.</summary>
    /// <exception cref="Misuse">There is no measure of that name.</exception>
    public IReadOnlyList<IMeasure> Choose(IReadOnlyList<IMeasure> all) =>
        Only.FirstOrDefault(name => all.All(measure => measure.Name != name)) is { } stranger
            ? throw new Misuse($"There is no measure {stranger}. There are: {string.Join(", ", all.Select(measure => measure.Name))}")
            : WithoutTwice([.. all.Where(measure => Only.Count == 0 || Only.Contains(measure.Name))]);

    static IReadOnlyList<IMeasure> WithoutTwice(IReadOnlyList<IMeasure> measures) => measures.Any(it => it is Flatness) ? [.. measures.Where(it => it is not CatchUp)] : measures;
}
