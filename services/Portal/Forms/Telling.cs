using System.Globalization;
using Contracts;
using Portal.Languages;
using Portal.Services;
using ServiceDefaults.Answers;

namespace Portal.Forms;

/// <summary>
/// Tells the refusals and calculations of services as the portal's pages speak: with their names of States, days and numbers, with the labels of the
/// form's fields, and with links to what is meant.
/// </summary>
/// <param name="label">The label of a field that a service names; null where the page asks no such field.</param>
sealed class Telling(Language language, Names names, Func<string, string?> label)
{
    /// <summary>What has a page of its own, by its word in a refusal.</summary>
    static readonly Dictionary<string, string> pages = new() { ["review"] = "/reviews/", ["need"] = "/needs/", ["request"] = "/assistance-requests/", ["activity"] = "/activities/",
        ["result"] = "/results/", ["action"] = "/actions/" };

    /// <param name="sentence">With the names of its values where they stand; null from a service that gives none: then its words stand as they are.</param>
    public Told Tell(string? sentence, string detail, IReadOnlyDictionary<string, ProblemValue>? values)
    {
        if (sentence is null)
            return detail;
        var (parts, at) = (new List<ToldPart>(), 0);
        foreach (var match in Tongue.Placeholder().EnumerateMatches(sentence))
        {
            parts.Add(new(sentence[at..match.Index]));
            parts.AddRange(values?.GetValueOrDefault(sentence[(match.Index + 1)..(match.Index + match.Length - 1)]) is { } value ? Parts(value)
                : [new(sentence.Substring(match.Index, match.Length))]);
            at = match.Index + match.Length;
        }
        parts.Add(new(sentence[at..]));
        return new(parts);
    }

    /// <summary>Where a rule stands: a provision or a document in words, else as it is cited.</summary>
    public (string Text, bool IsInWords) Source(string source) => ArticleRef.TryParse(source, null, out var provision) ? (Provision(provision), true)
        : language.Texts.TryGetValue($"source.{source}", out var said) ? (said, true) : (source, false);

    /// <summary>Of several records each leads to its page, and is told from the others by its number.</summary>
    IEnumerable<ToldPart> Parts(ProblemValue value) =>
        value is not { Kind: "list", Items: { Count: > 1 } items } ? [Part(value is { Kind: "list", Items: [var only] } ? only : value)]
        : items.Index().SelectMany<(int Index, ProblemValue Item), ToldPart>(
            it => [.. it.Index == 0 ? [] : new[] { new ToldPart(Between(value)) }, Numbered(Part(it.Item), it.Index + 1)]);

    ToldPart Numbered(ToldPart part, int number) => part.Address is null ? part : part with { Text = language.With("form.conditional", part.Text, language.Number(number)) };

    ToldPart Part(ProblemValue value) =>
        value is { Kind: "record", Value: { } id } && pages.TryGetValue(value.Of ?? "", out var page) ? new(language[$"refusal-to.{value.Of}"], page + id) : new(Say(value));

    string Say(ProblemValue value) => value switch
    {
        { Kind: "state", Value: { } code } => language.KeptApart(names.Of(code)),
        { Kind: "instrument", Value: { } id } => names.OfInstrument(id),
        { Kind: "provision", Value: { } written } when ArticleRef.TryParse(written, null, out var provision) => Provision(provision),
        { Kind: "date", Value: { } day } => language.Day(Day(day)),
        { Kind: "dates", Value: { } bounds } => language.With("day.between", language.Day(Day(bounds.Split('/')[0])), language.Day(Day(bounds.Split('/')[1]))),
        { Kind: "moment", Value: { } moment } => language.Moment(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)),
        { Kind: "number", Value: { } number } => language.Number(decimal.Parse(number, CultureInfo.InvariantCulture)),
        { Kind: "word", Value: { } word } => language.Texts.GetValueOrDefault($"{value.Of}.{word}", value.Text),
        { Kind: "field", Value: { } path } => label(path) is { } named ? language.With("refusal.field", named) : language["refusal.this-field"],
        { Kind: "list", Items: { } items } => string.Join(Between(value), items.Select(Say)),
        _ => value.Text,
    };

    /// <summary>What stands between the items of a list.</summary>
    string Between(ProblemValue list) => language[list.Of == RefusalValue.Alternatives ? "refusal.or" : "refusal.list"];

    string Provision(ArticleRef provision) => Tongue.Of(language.Code).Provision(provision, instrument => names.OfInstrument(instrument.ToString()));

    static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
