using System.Globalization;
using Portal.Forms;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Languages;
using Portal.Services;

namespace Portal.Actions;

/// <summary>What is asked of the treaty officer where an action is recorded, corrected or annulled.</summary>
/// <param name="Articles">Of the instrument.</param>
/// <param name="Earlier">Actions towards the instrument that another may withdraw, object to or take back.</param>
sealed record ActionForms(string Instrument, IReadOnlyList<Option> Articles, IReadOnlyList<ActionItem> Earlier, Names Names, Language Language)
{
    /// <summary>Kinds of action that a later one may name.</summary>
    static readonly string[] canBeNamed = ["declaration", "reservation", "objection", "denunciation", "withdrawal"];

    /// <summary>Kinds that end participation.</summary>
    static readonly string[] ending = ["denunciation", "withdrawal"];

    /// <param name="state">The participant that is chosen at first; null for none.</param>
    public Form Record(string? state) => new("record-action", UpstreamService.Treaties, $"/instruments/{Instrument}/actions",
    [
        new Field("state", "ask.participant", FieldKind.Choice) { IsRequired = true, Options = [.. Names.All.Select(it => new Option(it.Code, it.Name))], First = state },
        .. Asked("", null),
    ])
    {
        Grave = Language.With("form.record-action.grave", Names.OfInstrument(Instrument)),
        IsGraveWhere = filled => Ends(filled, "kind"),
        Then = answer => ShowAction.Address(answer.GetProperty("id").GetGuid()),
    };

    /// <param name="tag">The version of its participant's record, as the page shows it.</param>
    public IReadOnlyList<Form> Of(ActionHistory action, string? tag)
    {
        var said = action.Last;
        var path = $"/instruments/{Instrument}/actions/{action.Id}/corrections";
        var form = new Form(action.Action is null ? "restore-action" : "correct-action", UpstreamService.Treaties, path, [.. Asked("replacement.", said), Reason])
        {
            Given = new Dictionary<string, object> { ["replacement.state"] = said.State },
            IfMatch = tag,
            IsAside = true,
            Grave = Language.With("form.record-action.grave", Names.OfInstrument(Instrument)),
            IsGraveWhere = filled => Ends(filled, "replacement.kind") && (action.Action is null || !ending.Contains(said.Kind)),
        };
        var annul = new Form("annul-action", UpstreamService.Treaties, path, [Reason])
        {
            Given = new Dictionary<string, object> { ["annul"] = true },
            IfMatch = tag,
            IsAside = true,
            IsOffered = action.Action is not null,
            Grave = Language.With("form.annul-action.grave", Language.KeptApart(Names.Of(said.State)), Names.OfInstrument(Instrument)),
        };
        return [form, annul];
    }

    static Field Reason => new("reason", "ask.reason", FieldKind.Paragraphs) { IsRequired = true, Hint = "hint.public-reason" };

    static bool Ends(FilledForm filled, string field) => ending.Contains(filled.Of(field).FirstOrDefault());

    /// <param name="prefix">Of the names of the action's fields in the request.</param>
    /// <param name="said">What is on record; null where it is recorded now.</param>
    IReadOnlyList<FormPart> Asked(string prefix, ActionRecording? said)
    {
        return
        [
            new Field($"{prefix}kind", "ask.action-kind", FieldKind.Choice) { IsRequired = true, Words = "action", First = said?.Kind },
            Day("depositedOn", "ask.deposited-on", said?.DepositedOn, "when.day-known"),
            Day("notBefore", "ask.not-before", said?.NotBefore, "when.day-unknown"),
            Day("notAfter", "ask.not-after", said?.NotAfter, "when.day-unknown"),
            new Field($"{prefix}provisions", "ask.articles", FieldKind.Provisions)
                { Hint = "hint.provisions", Options = Articles, Instrument = Instrument, First = Typed(said?.Provisions) },
            .. Named(prefix, said?.Concerns),
            new Field($"{prefix}territory", "ask.territory") { When = "when.territorial", First = said?.Territory },
            new Field($"{prefix}source", "ask.source") { IsRequired = true, Hint = "hint.depositary", First = said?.Source },
            new Field($"{prefix}note", "ask.record-note", FieldKind.Paragraphs) { Hint = "hint.record-note", First = said?.Note },
        ];

        Field Day(string name, string label, DateOnly? first, string when) =>
            new(prefix + name, label, FieldKind.Day) { When = when, First = first?.ToString("O", CultureInfo.InvariantCulture) };
    }

    /// <summary>Nothing is asked where nothing is on record that could be named.</summary>
    IEnumerable<FormPart> Named(string prefix, Guid? concerns)
    {
        if (Earlier.Count > 0)
            yield return new Field($"{prefix}concerns", "ask.concerns", FieldKind.Choice)
            {
                When = "when.takes-back",
                Options =
                [
                    .. Earlier.OrderBy(it => Names.Of(it.State), Language.Order).Select(it => new Option(it.Id.ToString(), NameOf(it))),
                ],
                First = concerns?.ToString(),
            };
    }

    string NameOf(ActionItem it) =>
        $"{Names.Of(it.State)} · {Option.Word(Language, "action", it.Kind)} · {ShowAction.DayOf(Language, it.DepositedOn, it.NotBefore, it.NotAfter)}";

    /// <summary>Numbers are enough where all are of the one instrument.</summary>
    string? Typed(IReadOnlyList<string>? provisions)
    {
        var named = $"{Instrument} art. ";
        return provisions is { Count: > 0 } ? string.Join(", ", provisions.Select(it => it.StartsWith(named, StringComparison.Ordinal) ? it[named.Length..] : it)) : null;
    }

    /// <summary>Reads what the forms offer.</summary>
    public static async Task<ActionForms> Read(string instrument, Reading reading, ArticleChoices choices, Names names)
    {
        var path = $"/instruments/{Uri.EscapeDataString(instrument)}/actions";
        var earlier = await Task.WhenAll(canBeNamed.Select(kind => reading.ReadAll<ActionItem>(UpstreamService.Treaties, $"{path}?kind={kind}")));
        return new(instrument, await choices.Of([instrument], names, reading.Language, reading.Cancel), [.. earlier.SelectMany(it => it)], names, reading.Language);
    }
}
