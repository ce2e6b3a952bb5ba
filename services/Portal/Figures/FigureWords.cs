using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Languages;
using Portal.Services;

namespace Portal.Figures;

/// <summary>A value of a figure as people read it.</summary>
/// <param name="Address">The page of what it names; null where it has none.</param>
/// <param name="Language">Of the text, where it is in another than the page's.</param>
/// <param name="IsQuoted">Whether a document or a record says it in its own words.</param>
public sealed record FigureWord(string Text, string? Address = null, string? Language = null, bool IsQuoted = false);

/// <summary>Says what a figure is asked with, broken down by and counted from: States, instruments and provisions by their names, kinds in words, records by what they are.</summary>
/// <param name="called">Names by language of what the services keep, by list and id: <c>mechanism/uncac-irm</c>.</param>
public sealed partial class FigureWords(Language language, Names names, string service, string figure, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> called)
{
    /// <summary>Stands in breakdowns for what has no value.</summary>
    public const string Nothing = "none";

    /// <summary>Texts of the words of a dimension, by what they begin with.</summary>
    static readonly Dictionary<string, string> words = new()
    {
        ["basis"] = "basis.", ["beneficiary"] = "beneficiary.", ["region"] = "region.", ["certainty"] = "certainty.", ["currency"] = "currency.", ["cycle"] = "cycle.", ["decision"] = "decision.", ["held"] = "held.", ["need"] = "need-kind.", ["outcome"] = "cooperation-stage.",
        ["sex"] = "sex.", ["stage"] = "review-stage.",
    };

    /// <summary>What <c>kind</c> is a kind of, figure by figure.</summary>
    string KindsOf => (service, figure) switch
    {
        ("treaties", _) => "action.",
        ("reviews", _) => "finding-kind.",
        (_, "activities" or "participations" or "participations-by-state" or "contributions" or "states-assisted" or "states-of-participants") => "activity-kind.",
        (_, "laws-adopted" or "states-that-adopted-laws") => "result-kind.",
        _ => "need-kind.",
    };

    /// <summary>What a dimension, a column or a parameter is called.</summary>
    public string NameOf(string dimension) => language[$"record-field.{dimension.ToLowerInvariant()}"];

    /// <summary>A value of a dimension or a column.</summary>
    public FigureWord Of(string dimension, string value) => dimension switch
    {
        "group" => OfTreatyGroup(value),
        "regional-group" => Word("group.", value.ToLowerInvariant()),
        "rule" => new(language[$"flag.{value.Split('/')[^1]}"]),
        "year" => new(value),
        "donor" => new(value),
        "source" when KeptSource(language, value) is { } kept => new(kept),
        "source" or "detail" => new(value, Language: "en", IsQuoted: true),
        "years" or "position" or "at" => new(language.Number(decimal.Parse(value, CultureInfo.InvariantCulture))),
        "counts" => new(language.Number(decimal.Parse(value, CultureInfo.InvariantCulture))),
        "designation" when value.Split(' ') is [var function, var instrument] => new($"{Of("function", function).Text} · {Of("instrument", instrument).Text}"),
        "record" => OfRecord(value),
        "article" => new(names.Provision(language, value)),
        "knownAt" or "recordedAt" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var moment) => new(language.Moment(moment)),
        _ when DateOnly.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => new(language.Day(day)),
        _ when value == Nothing => new(language["figure.nothing"]),
        "state" => new(names.Of(value), "/states/" + value),
        "instrument" => new(names.OfInstrument(value), "/instruments/" + value),
        "mechanism" or "programme" or "network" or "function" => Called(dimension, value),
        "kind" => Word(KindsOf, value),
        "status" => Word(service == "networks" ? "duty-status." : "status-of-need.", value),
        "only" when value.Split(':', 2) is [var limited, var to] => new($"{NameOf(limited)}{language["refused.of"]}{Of(limited, to).Text}"),
        "by" => new(string.Join(language["refusal.list"], value.Split(',').Select(it => NameOf(it.Trim())))),
        _ => Word(words.GetValueOrDefault(dimension, ""), value),
    };

    /// <summary>What stands in a column of a record, which may be several values.</summary>
    public IReadOnlyList<FigureWord> All(string column, string values) => [.. values.Split(BetweenValues).Select(value => Of(column, value))];

    /// <summary>Stands between the values of a record in a dimension in which it has several; in none of them.</summary>
    public const string BetweenValues = "; ";

    /// <summary>The values of one group of a breakdown, in the order of its dimensions.</summary>
    /// <param name="by">What it is broken down by; none for figures of Treaties, whose groups are of one kind each.</param>
    public IReadOnlyList<FigureWord> Group(IReadOnlyList<string> by, string group)
    {
        if (by.Count <= 1)
            return [Of(by.Count == 0 ? "group" : by[0], group)];
        // A donor's name may hold commas; of all other values none does.
        var (pieces, donor) = (group.Split(", "), by.ToList().IndexOf("donor"));
        var more = pieces.Length - by.Count;
        if (more > 0 && donor >= 0)
            pieces = [.. pieces[..donor], string.Join(", ", pieces[donor..(donor + more + 1)]), .. pieces[(donor + more + 1)..]];
        return [.. by.Zip(pieces, Of)];
    }

    FigureWord OfTreatyGroup(string value) => figure switch
    {
        "flags" => Of("rule", value),
        _ when value.Split(' ') is [var instrument, var kind] => new($"{names.OfInstrument(instrument)} · {Word("action.", kind).Text}", "/instruments/" + instrument),
        _ => Word("group.", value.ToLowerInvariant()),
    };

    /// <summary>A record by its stream: what it is and, where one can be told, which; leading to its page.</summary>
    FigureWord OfRecord(string record)
    {
        var parts = record.Split('#')[0].Split('/');
        var (kind, id) = (service == "networks" && parts[0] == "requests" ? "cooperation" : parts[0], parts.ElementAtOrDefault(1) ?? "");
        var address = kind switch
        {
            "reviews" or "needs" or "activities" or "results" or "cooperation" or "authorities" => $"/{kind}/{id}",
            "requests" => $"/assistance-requests/{id}",
            _ => null,
        };
        return called.ContainsKey($"{kind}/{id}") ? Called(kind, id) with { Address = address } : new(language[$"record.{kind}"], address);
    }

    FigureWord Called(string list, string id) => called.TryGetValue($"{list}/{id}", out var texts) && language.Of(texts) is { } found
        ? new(found.Text, Language: found.Language == language.Code ? null : found.Language)
        : new(id.Replace('-', ' '), Language: "en");

    FigureWord Word(string start, string value) => language.Texts.TryGetValue(start + value, out var text) ? new(text) : new(value.Replace('-', ' '), Language: "en");

    /// <summary>What the record that is shipped rests on, in words; null for what an officer named.</summary>
    public static string? KeptSource(Language language, string source) => Kept().Match(source) is { Success: true } kept ? language[$"act-source.{kept.Groups[1].Value.Replace('_', '-')}"] : null;

    /// <summary>What the record that is shipped rests a day on: the number of the source in its list, and its kind.</summary>
    [GeneratedRegex(@"\AS[0-9]+ \(([a-z_]+)\)\z")]
    private static partial Regex Kept();
}
