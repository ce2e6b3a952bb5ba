using Portal.Forms;
using Portal.Languages;
using Portal.Services;

namespace Portal.Assistance;

/// <summary>One thing that a record says, in the reader's language: to be shown beside what it said before.</summary>
/// <param name="Text">A line says that it says nothing where it does.</param>
/// <param name="Tongue">BCP 47 where it is in another language than the reader's, or is not known to be; null else.</param>
public sealed record Said(string Label, string Text, string? Tongue = null)
{
    /// <summary>What one record says and the next does not: that is what was corrected.</summary>
    public static IReadOnlyList<RecordHistory.Corrected> Told<T>(IReadOnlyList<CorrectionItem<T>>? corrections, T now, Func<T, IReadOnlyList<Said>> all)
    {
        var said = (corrections ?? []).Select(it => all(it.Was)).Append(all(now)).ToList();
        return [.. (corrections ?? []).Index().Select(it => new RecordHistory.Corrected(it.Item.RecordedAt, it.Item.Reason, [.. said[it.Index].Except(said[it.Index + 1])]))];
    }

    /// <param name="needs">Names of the needs that the record has ever named, as far as the reader may know of them.</param>
    public static IReadOnlyList<Said> Of(ActivityDetails it, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> programmes, IReadOnlyDictionary<Guid, string> needs,
        Names names, Language language)
    {
        var programme = it.Programme is { } id ? language.Of(programmes.GetValueOrDefault(id)) ?? ("en", id) : default((string Language, string Text)?);
        return
        [
            new(language["ask.activity-kind"], Option.Word(language, "activity-kind", it.Kind)),
            .. Titles(it.Title, language),
            Line("ask.instruments", language, it.Instruments.Select(names.OfInstrument)),
            Line("ask.articles", language, it.Articles?.Select(article => names.Provision(language, article))),
            Line("ask.beneficiaries", language, names.InOrder(it.Beneficiaries).Select(names.Of)),
            new(language["ask.from"], language.Day(it.From)),
            new(language["ask.to"], language.Day(it.To)),
            new(language["ask.place"], it.Place ?? language["records.nothing"], it.Place is null ? null : ""),
            new(language["ask.online"], language[it.Online ? "form.yes" : "form.no"]),
            Line("ask.languages", language, it.Languages?.Select(language.NameOfLanguage)),
            new(language["ask.programme"], programme?.Text ?? language["records.nothing"], Other(programme?.Language, language)),
            Line("ask.needs", language, it.Needs?.Select(need => needs.GetValueOrDefault(need, $"{need}"))),
            Line("ask.participants", language, it.Participants?.OrderBy(row => names.Of(row.State), language.Order).Select(row =>
                language.With("records.of", names.Of(row.State),
                    string.Join(" · ", $"{language["ask.female"]} {language.Number(row.Female)}", $"{language["ask.male"]} {language.Number(row.Male)}",
                        $"{language["ask.not-stated"]} {language.Number(row.NotStated)}")))),
            Line("ask.funding", language, it.Funding?.Select(line => $"{line.Donor} {Money(line.Amount, language)} {Option.Word(language, "currency", line.Currency)}")),
            new(language["ask.source"], it.Source ?? language["records.nothing"], ""),
        ];
    }

    /// <param name="needs">Names of the needs that the record has ever named, as far as the reader may know of them.</param>
    /// <param name="activities">Titles of the activities that it has ever named.</param>
    public static IReadOnlyList<Said> Of(ResultDetails it, IReadOnlyDictionary<Guid, string> needs, IReadOnlyDictionary<Guid, string> activities, Names names, Language language) =>
    [
        new(language["ask.result-kind"], Option.Word(language, "result-kind", it.Kind)),
        new(language["ask.state"], names.Of(it.State)),
        .. Titles(it.Title, language),
        Line("ask.articles", language, it.Articles?.Select(article => names.Provision(language, article))),
        new(language["ask.adopted-on"], language.Day(it.AdoptedOn)),
        Line("ask.needs", language, it.Needs?.Select(need => needs.GetValueOrDefault(need, $"{need}"))),
        Line("ask.activities", language, it.Activities?.Select(activity => activities.GetValueOrDefault(activity, $"{activity}"))),
        new(language["ask.source"], it.Source, ""),
    ];

    /// <summary>With every decimal it has: nothing is rounded.</summary>
    public static string Money(decimal amount, Language language) => amount.ToString(amount == decimal.Truncate(amount) ? "#,##0" : "#,##0.00##", language.Culture);

    static IEnumerable<Said> Titles(IReadOnlyDictionary<string, string> titles, Language language) =>
        titles.OrderBy(title => title.Key, StringComparer.Ordinal).Select(title => new Said(language["records.title"], title.Value, Other(title.Key, language)));

    static Said Line(string label, Language language, IEnumerable<string>? parts) =>
        new(language[label], parts?.ToList() is { Count: > 0 } some ? string.Join(language["refusal.list"], some) : language["records.nothing"]);

    static string? Other(string? code, Language language) => code == language.Code ? null : code;
}
