using System.Globalization;
using Bench.Measures;
using Processes;

namespace Bench;

/// <summary>What was asked on the command line.</summary>
/// <param name="Only">Names of measures; empty for all.</param>
/// <param name="Before">The commit that <c>start</c> measures beside; null for none.</param>
sealed record Arguments(Settings Settings, IReadOnlyList<string> Only, string? Before)
{
    /// <exception cref="Problem">Something that is not known.</exception>
    public static Arguments Read(string[] args)
    {
        var (quick, only, before) = (false, new List<string>(), default(string));
        var (entries, minutes) = (default(long?), default(double?));
        for (var i = 0; i < args.Length; i++)
            switch (args[i])
            {
                case "--quick": quick = true; break;
                case "--only" when i + 1 < args.Length: only.AddRange(args[++i].Split(',')); break;
                case "--before" when i + 1 < args.Length: before = args[++i]; break;
                case "--entries" when i + 1 < args.Length && long.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number) && number > 0: (entries, i) = (number, i + 1); break;
                case "--minutes" when i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var length) && length > 0: (minutes, i) = (length, i + 1); break;
                default: throw new Problem($"bench does not know {args[i]}. See ./platform help");
            }
        return new(new(quick, entries ?? (quick ? 50_000 : 1_000_000), minutes ?? (quick ? 2 : 60)), only, before);
    }

    /// <summary>The measures asked for; <c>catchup</c> goes without saying where <c>flat</c> is asked.</summary>
    /// <exception cref="Problem">There is no measure of that name.</exception>
    public IReadOnlyList<IMeasure> Choose(IReadOnlyList<IMeasure> all) =>
        Only.FirstOrDefault(name => all.All(measure => measure.Name != name)) is { } stranger
            ? throw new Problem($"There is no measure {stranger}. There are: {string.Join(", ", all.Select(measure => measure.Name))}")
            : WithoutTwice([.. all.Where(measure => Only.Count == 0 || Only.Contains(measure.Name))]);

    static IReadOnlyList<IMeasure> WithoutTwice(IReadOnlyList<IMeasure> measures) => measures.Any(it => it is Flatness) ? [.. measures.Where(it => it is not CatchUp)] : measures;
}
