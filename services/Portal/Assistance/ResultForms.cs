using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;

namespace Portal.Assistance;

/// <summary>What is asked of the assistance officer about a result.</summary>
/// <param name="Needs">Those it may be said to bear on.</param>
/// <param name="Activities">Those it may be said to follow.</param>
/// <param name="Articles">Of all instruments.</param>
sealed record ResultForms(IReadOnlyList<NeedItem> Needs, IReadOnlyList<ActivityItem> Activities, IReadOnlyList<Option> Articles, Names Names, Language Language)
{
    /// <summary>Whether there is anything that a result can be said to be of: else none can be recorded.</summary>
    public bool HasWhatToName => Needs.Count + Activities.Count > 0;

    /// <param name="need">What the result bears on; null where the form was opened by itself.</param>
    public Form Record(NeedItem? need) => new("result", UpstreamService.TechnicalAssistance, "/results",
        Asked("", null, need?.State, need?.Article, need?.Instrument, need?.Id.ToString(), RecordChoices.Joined(need?.Activities)))
    {
        Then = answer => need is null ? ShowResult.Address(answer.GetProperty("id").GetGuid()) : $"/needs/{need.Id}",
        IsOffered = HasWhatToName,
    };

    /// <param name="tag">Its version, as the page shows it.</param>
    public IReadOnlyList<Form> Of(ResultItem result, string? tag)
    {
        var said = result.Details;
        return
        [
            new("correct-result", UpstreamService.TechnicalAssistance, $"/results/{result.Id}/correction",
            [
                .. Asked("details.", said, said.State, said.Articles is { Count: > 0 } articles ? string.Join(", ", articles) : null, null, RecordChoices.Joined(said.Needs),
                    RecordChoices.Joined(said.Activities)),
                ActivityForms.Reason,
            ])
            {
                IfMatch = tag,
                IsOffered = result.Withdrawn is null,
                IsAside = true,
            },
            new("withdraw-result", UpstreamService.TechnicalAssistance, $"/results/{result.Id}/withdrawal", [ActivityForms.Reason])
            {
                IfMatch = tag,
                IsOffered = result.Withdrawn is null,
                IsAside = true,
            },
        ];
    }

    /// <param name="prefix">Of the names of the record's fields in the request.</param>
    /// <param name="said">What is recorded; null where it is recorded now.</param>
    List<FormPart> Asked(string prefix, ResultDetails? said, string? state, string? articles, string? instrument, string? needs, string? activities) =>
    [
        new Field($"{prefix}kind", "ask.result-kind", FieldKind.Choice) { IsRequired = true, Words = "result-kind", First = said?.Kind },
        new Field($"{prefix}state", "ask.state", FieldKind.Choice) { IsRequired = true, Options = RecordChoices.States(Names), First = state },
        RecordChoices.Titles(prefix, said?.Title, Language),
        new Field($"{prefix}articles", "ask.articles", FieldKind.Provisions) { Hint = "hint.articles", Options = Articles, First = articles, Instrument = instrument },
        new Field($"{prefix}adoptedOn", "ask.adopted-on", FieldKind.Day)
            { IsRequired = true, First = said?.AdoptedOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture) },
        .. RecordChoices.Listed($"{prefix}needs", "ask.needs", RecordChoices.Needs(Needs, Names, Language), needs, Activities.Count > 0 ? "when.no-activity" : "when.always"),
        .. RecordChoices.Listed($"{prefix}activities", "ask.activities",
            [.. OfTheStateFirst(state).Select(it => new Option(it.Id.ToString(), $"{Language.Of(it.Details.Title)?.Text} · {Language.Day(it.Details.From)}"))], activities,
            Needs.Count > 0 ? "when.no-need" : "when.always"),
        new Field($"{prefix}source", "ask.source") { IsRequired = true, Hint = "hint.source", First = said?.Source },
    ];

    IEnumerable<ActivityItem> OfTheStateFirst(string? state) => Activities.OrderBy(it => state is null || it.Details.Beneficiaries.Contains(state) ? 0 : 1);
}
