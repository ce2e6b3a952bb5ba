using System.Globalization;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;

namespace Portal.Figures;

/// <summary>The States that a figure counts: each with how many records name it, and all in a sentence of each official language, as reports print it.</summary>
/// <param name="Each">In the order of the page's language.</param>
/// <param name="Sentences">By language (BCP 47); one that Treaties gives no names in is left out.</param>
public sealed record StatesListed(IReadOnlyList<(string Code, int Records)> Each, IReadOnlyList<(string Language, string Sentence)> Sentences)
{
    /// <summary>How an official language introduces the list, by the number of States (<see cref="Plural"/>), and what stands between them and before the last.</summary>
    static readonly Dictionary<string, (string Begins, string Between, string BeforeLast)> written = new()
    {
        ["ar"] = ("one {الدولة التالية: } two {الدولتان التاليتان: } few {الدول الـ # التالية: } other {الدول الـ # التالية: }", "، ", " و"),
        ["zh"] = ("other {以下#个国家：}", "、", "和"),
        ["en"] = ("one {the following State: } other {the following # States: }", ", ", " and "),
        ["fr"] = ("one {l’État suivant : } other {les # États suivants : }", ", ", " et "),
        ["ru"] = ("one {следующее # государство: } few {следующие # государства: } other {следующие # государств: }", ", ", " и "),
        ["es"] = ("one {el Estado siguiente: } other {los # Estados siguientes: }", ", ", " y "),
    };

    /// <param name="records">Of a figure that counts States.</param>
    internal static async Task<StatesListed> Of(IReadOnlyList<IReadOnlyDictionary<string, string>> records, Names names, ServiceReader read, LanguageCatalogue languages, CancellationToken cancel)
    {
        var counted = records.GroupBy(record => record["state"]).Select(same => (Code: same.Key, Records: same.Count()))
            .OrderBy(it => names.Of(it.Code), languages.Current.Order).ToList();
        var sentences = await Task.WhenAll(Official.Codes.Select(async code => (Language: code, Called: await CalledIn(code))));
        return new(counted, [.. from it in sentences where it.Called is not null select (it.Language, Sentence(it.Language, [.. counted.Select(state => it.Called!.GetValueOrDefault(state.Code, state.Code))]))]);

        async Task<Dictionary<string, string>?> CalledIn(string code)
        {
            try
            {
                return (await read.ReadFixed<Called>(UpstreamService.Treaties, $"/states?lang={code}", languages.Current, cancel)).ToDictionary(it => it.Code, it => it.Name);
            }
            catch (NoAnswer)
            {
                return null;
            }
        }
    }

    /// <summary>The States in the order of the language, in one sentence without a full stop.</summary>
    public static string Sentence(string language, IReadOnlyList<string> states)
    {
        var (begins, between, beforeLast) = written[language];
        List<string> ordered = [.. states.Order(NameOrder.Of(language))];
        var introduced = Plural.Choose(language, begins, ordered.Count).Replace($"{Plural.Number}", ordered.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var and = language == "es" && BeginsWithTheSoundOfI(ordered[^1]) ? " e " : beforeLast;
        return introduced + (ordered.Count == 1 ? ordered[0] : string.Join(between, ordered.SkipLast(1)) + and + ordered[^1]);
    }

    /// <summary><c>y</c> is written <c>e</c> before it: Fiji e Irlanda; but Chile y Hungría.</summary>
    static bool BeginsWithTheSoundOfI(string name) =>
        CultureInfo.InvariantCulture.CompareInfo.IsPrefix(name, "i", CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) || name.StartsWith("Hi", StringComparison.Ordinal);

    sealed record Called(string Code, string Name);
}
