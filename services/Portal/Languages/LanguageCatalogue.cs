using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Portal.Languages;

/// <summary>
/// Every language there is a folder of texts for, <c>Languages/{code}/*.json</c>. To add one is to add its folder; what its files are called and how
/// many there are is for the reader of the folder only.
/// </summary>
public sealed class LanguageCatalogue
{
    const string Folder = "languages/", First = "en";

    /// <summary>The official languages, in the order in which the United Nations lists them in English.</summary>
    static readonly string[] order = ["ar", "zh", "en", "fr", "ru", "es"];

    /// <exception cref="InvalidDataException">A language lacks a text that another has.</exception>
    public LanguageCatalogue(IEnumerable<Language> languages)
    {
        All = [.. languages.OrderBy(language => Array.IndexOf(order, language.Code))];
        var texts = All.SelectMany(language => language.Texts.Keys).ToHashSet();
        foreach (var language in All)
            if (texts.Except(language.Texts.Keys).ToList() is { Count: > 0 } missing)
                throw new InvalidDataException($"Languages/{language.Code}/*.json lack: {string.Join(", ", missing.Order(StringComparer.Ordinal))}.");
    }

    public IReadOnlyList<Language> All { get; }

    /// <summary>What is spoken where nobody said what they read.</summary>
    public Language Default => Of(First);

    /// <summary>The language chosen for the request that is being answered.</summary>
    public Language Current => Of(CultureInfo.CurrentUICulture.Name);

    /// <summary>The languages whose files are part of the portal.</summary>
    /// <exception cref="InvalidDataException">Two files of a language have the same text, or a language lacks one.</exception>
    public static LanguageCatalogue Shipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return new(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .GroupBy(name => name.Split('/')[1])
            .Select(files => Merge(files.Key, files.Select(name =>
            {
                using var file = assembly.GetManifestResourceStream(name)!;
                return (name[Folder.Length..], JsonSerializer.Deserialize<Dictionary<string, string>>(file, JsonSerializerOptions.Strict)!);
            }))));
    }

    /// <param name="files">Path below <c>Languages/</c> and texts of each.</param>
    /// <exception cref="InvalidDataException">Two files have the same text.</exception>
    public static Language Merge(string code, IEnumerable<(string Path, Dictionary<string, string> Texts)> files)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (path, more) in files)
            foreach (var (name, text) in more)
                if (!texts.TryAdd(name, text))
                    throw new InvalidDataException($"Languages/{path} has {name}, and so has another file of {code}.");
        return new(code, texts);
    }

    /// <param name="code">Of one there is.</param>
    public Language Of(string code) => All.Single(language => language.Code == code);
}
