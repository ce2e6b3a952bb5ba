using System.Globalization;

namespace Processes;

/// <summary>What follows a verb of <c>./platform</c>: <c>--name value</c>, flags <c>--name</c>, and plain words.</summary>
public sealed class Options
{
    readonly List<(string Name, string Value)> named = [];
    readonly HashSet<string> flags = [];
    readonly List<string> words = [];
    readonly string verb;

    /// <param name="values">Names that take a value.</param>
    /// <param name="switches">Names that take none.</param>
    /// <exception cref="Misuse">A name that is neither, or a value that is missing.</exception>
    public Options(string verb, IEnumerable<string> arguments, string[] values, string[] switches)
    {
        this.verb = verb;
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var name = rest.Current;
            if (!name.StartsWith("--", StringComparison.Ordinal))
                words.Add(name);
            else if (switches.Contains(name[2..]))
                flags.Add(name[2..]);
            else if (values.Contains(name[2..]) && rest.MoveNext())
                named.Add((name[2..], rest.Current));
            else
                throw new Misuse($"./platform {verb} does not know {name}{(values.Contains(name[2..]) ? " without a value" : "")}. See ./platform help");
        }
    }

    public bool Has(string flag) => flags.Contains(flag);

    public string? One(string name) => named.LastOrDefault(option => option.Name == name).Value;

    /// <summary>All values of an option that may be given several times.</summary>
    public IReadOnlyList<string> All(string name) => [.. named.Where(option => option.Name == name).Select(option => option.Value)];

    /// <summary>All values of an option that takes several, separated by commas.</summary>
    public IReadOnlyList<string> Several(string name) => [.. All(name).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries))];

    /// <exception cref="Misuse">Not a whole number between the two.</exception>
    public int? Number(string name, int least, int most) => One(name) is not { } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new Misuse($"./platform {verb} --{name} takes a whole number from {least} to {most}, not {text}.");

    /// <summary>The word that the verb may be about; null when there is none.</summary>
    /// <exception cref="Misuse">There are more.</exception>
    public string? WordIfAny(string meaning) => words is [] ? null : words is [var only] ? only : throw new Misuse($"./platform {verb} takes one {meaning}. See ./platform help");

    /// <exception cref="Misuse">There is a word.</exception>
    public void NoWord()
    {
        if (words is [var word, ..])
            throw new Misuse($"./platform {verb} does not know {word}. See ./platform help");
    }
}
