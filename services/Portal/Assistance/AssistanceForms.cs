using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Reviews;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>What the reader can do about needs and requests. Who may is for the service to say; here is only what it is sensible to ask.</summary>
static class AssistanceForms
{
    public static IReadOnlyList<Form> Of(NeedItem need, string? tag, Asker asker)
    {
        if (asker.State?.ToString() != need.State || !asker.Is(Role.FocalPoint, Role.PermanentMission))
            return [];
        return
        [
            new("request-assistance", UpstreamService.TechnicalAssistance, "/requests",
            [
                new Field("kind", "ask.assistance-kind", FieldKind.Choice) { IsRequired = true, Words = "need-kind", First = need.Kind },
                new Field("description", "ask.description", FieldKind.Paragraphs) { IsRequired = true, Hint = "hint.description" },
                .. ReviewForms.NoteVerbale,
            ])
            {
                Given = new Dictionary<string, object> { ["state"] = need.State, ["instrument"] = need.Instrument, ["needs"] = new[] { need.Id }, ["articles"] = new[] { need.Article } },
                Then = answer => $"/assistance-requests/{answer.GetProperty("id").GetGuid()}",
                IsOffered = need.MetOn is null,
                IsAside = need.Status != "identified",
            },
            new("mark-met", UpstreamService.TechnicalAssistance, $"/needs/{need.Id}/met",
            [
                new Field("metOn", "ask.met-on", FieldKind.Day) { IsRequired = true }, new Field("statement", "ask.statement", FieldKind.Paragraphs) { Hint = "hint.statement" },
            ])
            {
                IfMatch = tag,
                IsOffered = need.MetOn is null,
                IsAside = need.Status == "identified",
            },
        ];
    }

    /// <param name="today">What is closed by then takes nothing more.</param>
    public static Form Decision(RequestItem request, string? tag, IReadOnlyList<ProgrammeItem> programmes, DateOnly today, Language language) =>
        new("decision", UpstreamService.TechnicalAssistance, $"/requests/{request.Id}/decision",
        [
            new Field("kind", "ask.decision", FieldKind.Choice) { IsRequired = true, Words = "decision" },
            new Field("programme", "ask.programme", FieldKind.Choice) { When = "when.accepted", Options = NamesOf(programmes.Where(it => !it.IsClosedOn(today)), language) },
            new Field("referredTo", "ask.referred-to") { When = "when.referred", Hint = "hint.referred-to" },
            new Field("reason", "ask.reason", FieldKind.Paragraphs) { When = "when.declined" },
        ])
        {
            IfMatch = tag,
            IsOffered = request.Decision is null,
        };

    /// <param name="need">What the activity answers; null where it was opened by itself.</param>
    /// <param name="needs">Those it may be said to answer.</param>
    public static Form Activity(NeedItem? need, IReadOnlyList<NeedItem> needs, IReadOnlyList<ProgrammeItem> programmes, Names names, Language language)
    {
        var states = names.OnlyStates.Select(it => new Option(it.Code, it.Name)).ToList();
        return new("activity", UpstreamService.TechnicalAssistance, "/activities",
        [
            new Field("kind", "ask.activity-kind", FieldKind.Choice) { IsRequired = true, Words = "activity-kind" },
            new Field("title.en", "ask.title", FieldKind.Line) { IsRequired = true },
            Several("instruments", "ask.instruments", "hint.instruments", [.. names.Instruments.Select(it => new Option(it.Id, it.Name))], need?.Instrument) with { IsRequired = true },
            Several("beneficiaries", "ask.beneficiaries", "hint.beneficiaries", states, need?.State) with { IsRequired = true },
            new Field("from", "ask.from", FieldKind.Day) { IsRequired = true },
            new Field("to", "ask.to", FieldKind.Day) { IsRequired = true },
            new Field("place", "ask.place") { When = "when.not-online" },
            new Field("online", "ask.online", FieldKind.Tick),
            new Field("programme", "ask.programme", FieldKind.Choice) { Options = NamesOf(programmes, language) },
            .. Listed("needs", "ask.needs", Of(needs, names, language), need?.Id.ToString(), null),
            new Rows("participants", "ask.participants",
            [
                new Field("state", "ask.state", FieldKind.Choice) { IsRequired = true, Options = states },
                new Field("female", "ask.female", FieldKind.Whole) { IsRequired = true },
                new Field("male", "ask.male", FieldKind.Whole) { IsRequired = true },
                new Field("notStated", "ask.not-stated", FieldKind.Whole) { IsRequired = true },
            ], 2),
            new Rows("funding", "ask.funding",
            [
                new Field("donor", "ask.donor") { IsRequired = true }, new Field("amount", "ask.amount", FieldKind.Amount) { IsRequired = true }, new Field("currency", "ask.currency", FieldKind.Suggested) { IsRequired = true, Hint = "hint.currency", Options = Currencies.In(language) },
            ], 1),
            new Field("source", "ask.source") { IsRequired = true, Hint = "hint.source" },
        ])
        {
            Then = answer => need is null ? $"/api/technical-assistance/activities/{answer.GetProperty("id").GetGuid()}" : $"/needs/{need.Id}",
        };
    }

    /// <param name="need">What the result answers; null where it was opened by itself.</param>
    /// <param name="needs">Those it may be said to answer.</param>
    /// <param name="activities">Those it may be said to follow.</param>
    public static Form Result(NeedItem? need, IReadOnlyList<NeedItem> needs, IReadOnlyList<ActivityItem> activities, Names names, Language language) =>
        new("result", UpstreamService.TechnicalAssistance, "/results",
        [
            new Field("kind", "ask.result-kind", FieldKind.Choice) { IsRequired = true, Words = "result-kind" },
            new Field("state", "ask.state", FieldKind.Choice) { IsRequired = true, Options = [.. names.OnlyStates.Select(it => new Option(it.Code, it.Name))], First = need?.State },
            new Field("title.en", "ask.title") { IsRequired = true },
            new Field("articles", "ask.articles", FieldKind.Provisions) { Hint = "hint.articles", First = need?.Article, Instrument = need?.Instrument },
            new Field("adoptedOn", "ask.adopted-on", FieldKind.Day) { IsRequired = true },
            .. Listed("needs", "ask.needs", Of(needs, names, language), need?.Id.ToString(), activities.Count > 0 ? "when.no-activity" : "when.always"),
            .. Listed("activities", "ask.activities", [.. activities.Select(it => new Option(it.Id.ToString(), $"{language.Of(it.Details.Title)?.Text} · {language.Day(it.Details.From)}"))], need?.Activities is { Count: > 0 } held ? string.Join(',', held) : null, needs.Count > 0 ? "when.no-need" : "when.always"),
            new Field("source", "ask.source") { IsRequired = true, Hint = "hint.source" },
        ])
        {
            Then = answer => need is null ? $"/api/technical-assistance/results/{answer.GetProperty("id").GetGuid()}" : $"/needs/{need.Id}",
        };

    /// <summary>Any of a list by their names; their codes, typed, where the service that names them gives no answer.</summary>
    static Field Several(string name, string label, string hint, IReadOnlyList<Option> options, string? first) => options.Count > 0
        ? new Field(name, label, FieldKind.Choices) { Options = options, First = first }
        : new Field(name, label, FieldKind.Words) { Hint = hint, First = first };

    /// <summary>Any of a list; nothing is asked where there is nothing on it.</summary>
    static IEnumerable<Field> Listed(string name, string label, IReadOnlyList<Option> options, string? first, string? when) =>
        options.Count > 0 ? [new Field(name, label, FieldKind.Choices) { Options = options, First = first, When = when }] : [];

    static List<Option> Of(IReadOnlyList<NeedItem> needs, Names names, Language language) =>
        [.. needs.OrderBy(it => names.Of(it.State), StringComparer.Create(language.Culture, ignoreCase: true)).ThenBy(it => it.Article, StringComparer.Ordinal)
            .Select(it => new Option(it.Id.ToString(), $"{names.Of(it.State)} · {it.Article} · {Option.Word(language, "need-kind", it.Kind)}"))];

    static List<Option> NamesOf(IEnumerable<ProgrammeItem> programmes, Language language) =>
        [.. programmes.Select(it => new Option(it.Id, it.Names.GetValueOrDefault(language.Code) ?? it.Names.GetValueOrDefault("en") ?? it.Id))];
}
