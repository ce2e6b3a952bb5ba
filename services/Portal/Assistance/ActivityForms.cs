using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;

namespace Portal.Assistance;

/// <summary>What is asked of the assistance officer about an activity.</summary>
/// <param name="Needs">Those it may be said to answer.</param>
/// <param name="Articles">Of all instruments.</param>
sealed record ActivityForms(IReadOnlyList<NeedItem> Needs, IReadOnlyList<ProgrammeItem> Programmes, IReadOnlyList<Option> Articles, Names Names, Language Language)
{
    /// <param name="need">What the activity answers; null where the form was opened by itself.</param>
    public Form Record(NeedItem? need) => new("activity", UpstreamService.TechnicalAssistance, "/activities",
        Asked("", null, need is null ? [] : [need.State], RecordChoices.Joined(need is null ? null : new[] { need.Instrument }), need?.Id.ToString()))
    {
        Then = answer => need is null ? ShowActivity.Address(answer.GetProperty("id").GetGuid()) : $"/needs/{need.Id}",
    };

    /// <param name="tag">Its version, as the page shows it.</param>
    public IReadOnlyList<Form> Of(ActivityItem activity, string? tag)
    {
        var said = activity.Details;
        return
        [
            new("correct-activity", UpstreamService.TechnicalAssistance, $"/activities/{activity.Id}/correction",
            [
                .. Asked("details.", said, said.Beneficiaries, RecordChoices.Joined(said.Instruments), RecordChoices.Joined(said.Needs)),
                Reason,
            ])
            {
                IfMatch = tag,
                IsOffered = activity.Withdrawn is null,
                IsAside = true,
            },
            new("withdraw-activity", UpstreamService.TechnicalAssistance, $"/activities/{activity.Id}/withdrawal", [Reason])
            {
                IfMatch = tag,
                IsOffered = activity.Withdrawn is null,
                IsAside = true,
            },
        ];
    }

    /// <summary>Why a record is corrected or withdrawn.</summary>
    public static Field Reason => new("reason", "ask.reason", FieldKind.Paragraphs) { IsRequired = true, Hint = "hint.public-reason" };

    /// <param name="prefix">Of the names of the record's fields in the request.</param>
    /// <param name="said">What is recorded; null where it is recorded now.</param>
    List<FormPart> Asked(string prefix, ActivityDetails? said, IReadOnlyList<string> beneficiaries, string? instruments, string? needs)
    {
        var states = RecordChoices.States(Names);
        return
        [
            new Field($"{prefix}kind", "ask.activity-kind", FieldKind.Choice) { IsRequired = true, Words = "activity-kind", First = said?.Kind },
            RecordChoices.Titles(prefix, said?.Title, Language),
            RecordChoices.Several($"{prefix}instruments", "ask.instruments", "hint.instruments", [.. Names.Instruments.Select(it => new Option(it.Id, it.Name))],
                instruments) with { IsRequired = true },
            new Field($"{prefix}articles", "ask.articles", FieldKind.Provisions)
                { Hint = "hint.articles", Options = Articles, First = said?.Articles is { Count: > 0 } articles ? string.Join(", ", articles) : null },
            RecordChoices.Several($"{prefix}beneficiaries", "ask.beneficiaries", "hint.beneficiaries", states, RecordChoices.Joined(beneficiaries)) with { IsRequired = true },
            Day("from", "ask.from", said?.From),
            Day("to", "ask.to", said?.To),
            new Field($"{prefix}place", "ask.place") { When = "when.not-online", First = said?.Place },
            new Field($"{prefix}online", "ask.online", FieldKind.Tick) { First = said?.Online == true ? "true" : null },
            new Field($"{prefix}languages", "ask.languages", FieldKind.Choices)
                { Options = RecordChoices.WorkingLanguages(said?.Languages ?? [], Language), First = RecordChoices.Joined(said?.Languages) },
            new Field($"{prefix}programme", "ask.programme", FieldKind.Choice)
                { Options = RecordChoices.Programmes(Programmes, beneficiaries, Names, Language), First = said?.Programme },
            .. RecordChoices.Listed($"{prefix}needs", "ask.needs", RecordChoices.Needs(Needs, Names, Language), needs),
            new Rows($"{prefix}participants", "ask.participants",
            [
                new Field("state", "ask.state", FieldKind.Choice) { IsRequired = true, Options = states },
                new Field("female", "ask.female", FieldKind.Whole) { IsRequired = true },
                new Field("male", "ask.male", FieldKind.Whole) { IsRequired = true },
                new Field("notStated", "ask.not-stated", FieldKind.Whole) { IsRequired = true },
            ], 2)
            {
                First = [.. (said?.Participants ?? [])
                    .Select(it => new Dictionary<string, string> { ["state"] = it.State, ["female"] = $"{it.Female}", ["male"] = $"{it.Male}",
                        ["notStated"] = $"{it.NotStated}" })],
            },
            new Rows($"{prefix}funding", "ask.funding",
            [
                new Field("donor", "ask.donor") { IsRequired = true }, new Field("amount", "ask.amount", FieldKind.Amount) { IsRequired = true },
                new Field("currency", "ask.currency", FieldKind.Suggested) { IsRequired = true, Hint = "hint.currency", Options = Currencies.In(Language) },
            ], 1)
            {
                First = [.. (said?.Funding ?? []).Select(it => new Dictionary<string, string> { ["donor"] = it.Donor, ["amount"] = Typed(it.Amount), ["currency"] = it.Currency })],
            },
            new Field($"{prefix}source", "ask.source") { IsRequired = true, Hint = "hint.source", First = said?.Source },
        ];

        Field Day(string name, string label, DateOnly? first) =>
            new(prefix + name, label, FieldKind.Day) { IsRequired = true, First = first?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) };
    }

    /// <summary>As it can be read in one way alone: three decimals would look like thousands.</summary>
    string Typed(decimal amount) => amount.ToString(amount == decimal.Round(amount, 2) ? "F2" : "F4", Language.Culture);
}
