using System.Globalization;
using System.Text.Json;

namespace Figures;

/// <summary>What a figure is called, what it counts and in what unit, by language (BCP 47).</summary>
public sealed record FigureText(IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> Definitions, IReadOnlyDictionary<string, string> Units);

/// <summary>The texts of one service's figures: English beside what counts them, the others in <c>data/figures/{service}.json</c>, which is the one place to add a language.</summary>
public sealed class FigureTexts
{
    const string English = "en";

    /// <summary>Those the portal offers. What lacks one of them stops the start.</summary>
    static readonly string[] languages = [English, "zh", "ar"];

    readonly Dictionary<string, FigureText> texts = [];

    /// <summary>A figure as its service has it, in English.</summary>
    /// <param name="Fills">What stands for <c>{0}</c>, <c>{1}</c> … in the definition in other languages.</param>
    public sealed record Told(string Name, string Definition, string Unit, params IReadOnlyList<object> Fills);

    /// <param name="file">JSON by name of the figure: <c>name</c>, <c>definition</c>, <c>unit</c>, each by language.</param>
    /// <exception cref="InvalidDataException">A figure lacks a text in a language, or a text belongs to no figure.</exception>
    public FigureTexts(string file, IEnumerable<Told> figures)
    {
        var written = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, string>>>>(File.ReadAllText(file)) ?? throw new InvalidDataException($"{file} is empty.");
        foreach (var figure in figures)
        {
            if (!written.Remove(figure.Name, out var of))
                throw new InvalidDataException($"{file} has no texts of {figure.Name}.");
            of.TryAdd("definition", []);
            of.TryAdd("unit", []);
            (of["definition"][English], of["unit"][English]) = (figure.Definition, figure.Unit);
            foreach (var what in new[] { "name", "definition", "unit" })
                foreach (var language in languages)
                    if (string.IsNullOrWhiteSpace(of.GetValueOrDefault(what)?.GetValueOrDefault(language)))
                        throw new InvalidDataException($"{file}: the {what} of {figure.Name} is missing in {language}.");
            texts[figure.Name] = new(of["name"],
                of["definition"].ToDictionary(it => it.Key, it => it.Key == English || figure.Fills.Count == 0 ? it.Value : string.Format(CultureInfo.InvariantCulture, it.Value, [.. figure.Fills])), of["unit"]);
        }
        if (written.Count > 0)
            throw new InvalidDataException($"{file} has texts of figures that are not there: {string.Join(", ", written.Keys)}.");
    }

    public FigureText this[string figure] => texts[figure];

    /// <summary>Those a service ships with.</summary>
    /// <param name="service">The service's name: <c>technical-assistance</c>.</param>
    /// <exception cref="InvalidDataException">As the constructor.</exception>
    public static FigureTexts Shipped(string service, IEnumerable<Told> figures) => new(Path.Combine(AppContext.BaseDirectory, "data", "figures", $"{service}.json"), figures);
}
