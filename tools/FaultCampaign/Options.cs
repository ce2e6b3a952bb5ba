using System.Globalization;
using Processes;

namespace FaultCampaign;

/// <summary>What follows <c>./platform faults</c>: <c>--name value</c>, and flags <c>--name</c>.</summary>
sealed class Options
{
    readonly List<(string Name, string Value)> given = [];

    /// <param name="values">Names that take a value.</param>
    /// <param name="flags">Names that take none.</param>
    /// <exception cref="Problem">A name that is neither, or a value that is missing.</exception>
    public Options(IReadOnlyList<string> arguments, string[] values, string[] flags)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at].StartsWith("--", StringComparison.Ordinal) ? arguments[at][2..] : "";
            if (flags.Contains(name))
                given.Add((name, ""));
            else if (values.Contains(name) && at + 1 < arguments.Count)
                given.Add((name, arguments[++at]));
            else
                throw new Problem($"./platform faults does not know {arguments[at]}{(values.Contains(name) ? " without a value" : "")}. See ./platform help");
        }
    }

    public bool Has(string flag) => All(flag).Any();

    public IEnumerable<string> All(string name) => given.Where(option => option.Name == name).Select(option => option.Value);

    public string? One(string name) => All(name).LastOrDefault();

    /// <exception cref="Problem">Not a whole number between the two.</exception>
    public int? Number(string name, int least, int most) => One(name) is not { } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new Problem($"./platform faults --{name} takes a whole number from {least} to {most}, not {text}.");
}
