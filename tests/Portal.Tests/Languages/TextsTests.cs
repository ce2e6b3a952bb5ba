using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Portal.Languages;

namespace Portal.Tests.Languages;

public class The_texts_of_the_portal
{
    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    /// <summary>Patterns for dates, and what stands for itself in every language.</summary>
    static readonly Regex isTheSameEverywhere = new(@"\.format$|^format\.");

    /// <summary>What of a text is words: of places to fill and signs alone, nothing is left to translate.</summary>
    static bool HasWords(string text) => Regex.IsMatch(Regex.Replace(text, @"\{\d\}", ""), @"\p{L}");

    [Fact]
    public void Are_there_in_English_Chinese_and_Arabic() => languages.All.Select(language => language.Code).ShouldBe(["ar", "zh", "en"], ignoreOrder: true);

    [Fact]
    public void Are_none_of_them_empty_and_none_left_in_English()
    {
        foreach (var language in languages.All.Where(language => language != languages.Default))
            foreach (var (name, text) in language.Texts)
            {
                text.ShouldNotBeNullOrWhiteSpace($"{language.Code} {name}");
                if (!isTheSameEverywhere.IsMatch(name) && HasWords(text))
                    text.ShouldNotBe(languages.Default[name], $"{language.Code} {name}");
            }
    }

    [Fact]
    public void Have_the_same_places_to_fill_in_every_language()
    {
        foreach (var language in languages.All)
            foreach (var (name, text) in language.Texts)
                Places(text).ShouldBe(Places(languages.Default[name]), $"{language.Code} {name}");

        static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order();
    }

    [Fact]
    public void Stop_the_start_when_a_language_lacks_one_and_say_which()
    {
        var short_of_one = new Language("fr", languages.Default.Texts.Where(text => text.Key != "home.lead").ToDictionary());

        Should.Throw<InvalidDataException>(() => new LanguageCatalogue([.. languages.All, short_of_one])).Message.ShouldBe("Languages/fr/*.json lack: home.lead.");
    }

    [Fact]
    public void Stop_the_start_when_two_files_of_a_language_have_the_same_one() =>
        Should.Throw<InvalidDataException>(() => LanguageCatalogue.Merge("fr", [("fr/frame.json", new() { ["frame.skip"] = "Aller" }), ("fr/home.json", new() { ["frame.skip"] = "Passer" })]))
            .Message.ShouldBe("Languages/fr/home.json has frame.skip, and so has another file of fr.");

    /// <summary>A page asks for a text by its whole name, or by the start of it and a word of the field: <c>Language[$"stage.{stage}"]</c>.</summary>
    [Fact]
    public void Are_each_asked_for_somewhere_and_each_that_is_asked_for_is_there()
    {
        var code = string.Join('\n', Source().Select(File.ReadAllText));
        var starts = Regex.Matches(code, "\"([a-z][a-z.-]*\\.)(?:\"|\\{)").Select(match => match.Groups[1].Value).ToHashSet();
        starts.UnionWith(Regex.Matches(code, "(?: Of=| Words = |Option\\.Words\\(language, )\"([a-z-]+)\"").Select(match => match.Groups[1].Value + "."));
        var ends = Regex.Matches(code, "\"(\\.[a-z-]+)\"").Select(match => match.Groups[1].Value).ToHashSet();
        var names = languages.Default.Texts.Keys;

        names.Where(name => !code.Contains($"\"{name}\"", StringComparison.Ordinal) && !starts.Any(start => name.StartsWith(start, StringComparison.Ordinal)) && !ends.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
            .ShouldBeEmpty("no page asks for these: take them out of the files");
        Regex.Matches(code, "Language(?:\\[|\\.With\\()\"([a-z-]+(?:\\.[a-z-]+)+)\"").Select(match => match.Groups[1].Value).Distinct().Except(names)
            .ShouldBeEmpty("pages ask for these and no file has them");
    }

    /// <summary>What explains a number is an entry; every type there has ever been has its sample (docs/facts).</summary>
    [Fact]
    public void Name_every_entry_a_journal_may_hold()
    {
        var types = System.IO.Directory.EnumerateFiles(In("docs/facts"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Select(name => Regex.Replace(name, @"\.\d+$", ""));

        types.Distinct().Where(type => !languages.Default.Texts.ContainsKey($"entry.{type}")).ShouldBeEmpty();
    }

    static string In(string folder, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", folder));

    static IEnumerable<string> Source() =>
        new[] { "*.razor", "*.cs" }.SelectMany(kind => System.IO.Directory.EnumerateFiles(In("services/Portal"), kind, SearchOption.AllDirectories)).Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
