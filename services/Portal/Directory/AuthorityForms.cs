using System.Globalization;
using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Directory;

/// <summary>What is asked where the designation of an authority is recorded, changed or withdrawn.</summary>
/// <param name="Functions">What authorities may be designated for, by instrument.</param>
sealed record AuthorityForms(IReadOnlyList<DirectoryFunction> Functions, Names Names, Language Language)
{
    /// <summary>Who tells the directory what a State's note says: the network officer for all States, a State's own mission and authorities for it.</summary>
    public static readonly Role[] Keepers = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission];

    public static bool IsKeptBy(Asker asker, string state) => asker.Is(Role.NetworkOfficer) || (asker.Is(Keepers) && asker.State?.ToString() == state);

    /// <param name="own">The State the reader speaks for, of which alone they may tell; null for the network officer.</param>
    /// <param name="state">The State that is chosen at first.</param>
    /// <param name="first">What the authority is designated for at first.</param>
    /// <param name="leads">Where a designation leads that was owed; null leads to the authority.</param>
    public Form Designate(string? own, string? state, Designation? first, string? leads) => new("designate", UpstreamService.Networks, "/authorities",
    [
        .. own is not null ? (FormPart[])[] :
        [
            new Field("state", "ask.state", FieldKind.Choice) { IsRequired = true, Options = [.. Names.All.Select(it => new Option(it.Code, it.Name))], First = state },
        ],
        .. Asked("details.", null, first is null ? [] : [first]),
        .. Note("details."),
    ])
    {
        Given = own is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["state"] = own },
        Then = answer => leads ?? ShowAuthority.Address(answer.GetProperty("id").GetGuid()),
    };

    /// <param name="tag">Its version, as the page shows it.</param>
    public IReadOnlyList<Form> Of(Authority authority, string? tag) =>
    [
        new("keep-authority", UpstreamService.Networks, $"/authorities/{authority.Id}", [.. Asked("", authority, authority.Functions), .. Note("")])
        {
            Method = HttpMethod.Put,
            IfMatch = tag,
            IsOffered = authority.WithdrawnOn is null,
            IsAside = true,
        },
        new("withdraw-authority", UpstreamService.Networks, $"/authorities/{authority.Id}/withdrawal", [.. Note("")])
        {
            IfMatch = tag,
            IsOffered = authority.WithdrawnOn is null,
            IsAside = true,
            Grave = Language.With("form.withdraw-authority.grave", Language.KeptApart(Language.Of(authority.Names)?.Text ?? ""), Language.KeptApart(Names.Of(authority.State))),
        },
    ];

    /// <param name="prefix">Of the names of the entry's fields in the request.</param>
    /// <param name="said">What the directory says; null where it is told now.</param>
    IEnumerable<FormPart> Asked(string prefix, Authority? said, IReadOnlyList<Designation> functions)
    {
        var contact = said?.Contact;
        return
        [
            Several("functions", "ask.functions", FunctionOptions(), functions.Select(Written)) with { IsRequired = true },
            Rows.InLanguages($"{prefix}names", "ask.authority-name", FieldKind.Line, Language, said?.Names) with { IsRequired = true },
            new Field($"{prefix}territory", "ask.territory-of-authority") { Hint = "hint.territory-of-authority", First = said?.Territory },
            new Field($"{prefix}unit", "contact.unit") { First = contact?.Unit },
            new Field($"{prefix}postalAddress", "contact.address", FieldKind.Paragraphs) { First = contact?.PostalAddress },
            new Field($"{prefix}telephone", "contact.telephone") { Hint = "hint.of-the-office", First = contact?.Telephone },
            new Field($"{prefix}email", "contact.email") { Hint = "hint.of-the-office", First = contact?.Email },
            new Field($"{prefix}web", "contact.web") { Hint = "hint.web", First = contact?.Web },
            Several("languages", "contact.languages", AcceptedLanguages(contact?.Languages ?? []), contact?.Languages ?? []),
            new Field($"{prefix}channels", "contact.channels", FieldKind.Choices) { Words = "channel", First = string.Join(',', contact?.Channels ?? []) },
            new Field($"{prefix}electronicTransmission", "ask.electronic", FieldKind.Tick) { First = contact?.ElectronicTransmission == true ? "true" : null },
            new Field($"{prefix}urgentAroundTheClock", "ask.around-the-clock", FieldKind.Tick) { First = contact?.UrgentAroundTheClock == true ? "true" : null },
        ];

        Field Several(string name, string label, IReadOnlyList<Option> options, IEnumerable<string> first) =>
            new(prefix + name, label, FieldKind.Choices) { Options = options, First = string.Join(',', first) };
    }

    /// <summary>By which note the State told it.</summary>
    static IEnumerable<FormPart> Note(string prefix) =>
    [
        new Field($"{prefix}source.reference", "ask.note-reference") { IsRequired = true }, new Field($"{prefix}source.date", "ask.note-date", FieldKind.Day) { IsRequired = true },
    ];

    /// <summary>A function with its instrument: a pair that does not exist cannot be chosen.</summary>
    List<Option> FunctionOptions() =>
    [
        .. Functions.OrderBy(it => Language.Of(it.Names)?.Text, Language.Order)
            .Select(it => new Option(Written(new(it.Function, it.Instrument)), $"{Language.Of(it.Names)?.Text} · {Names.OfInstrument(it.Instrument)}")
            {
                Says = new Dictionary<string, string> { ["function"] = it.Function, ["instrument"] = it.Instrument },
            }),
    ];

    /// <summary>As a choice of the page: <c>extradition/uncac</c>.</summary>
    static string Written(Designation designation) => $"{designation.Function}/{designation.Instrument}";

    /// <summary>Languages that have a code of two letters, by name: the official ones first, and with what else is on record.</summary>
    List<Option> AcceptedLanguages(IReadOnlyList<string> recorded)
    {
        var known = CultureInfo.GetCultures(CultureTypes.NeutralCultures).Select(it => it.Name).Where(it => it.Length == 2).Union(Official.Codes);
        var order = Language.Order;
        return
        [
            .. known.Union(recorded).Select(code => new Option(code, Language.NameOfLanguage(code)))
                .OrderBy(it => Official.Codes.Contains(it.Value) ? 0 : 1).ThenBy(it => it.Text, order),
        ];
    }

    /// <summary>Reads what the forms offer.</summary>
    public static async Task<AuthorityForms> Read(Reading reading, StateNames states) =>
        new(await reading.ReadAll<DirectoryFunction>(UpstreamService.Networks, "/functions"), await states.In(reading.Language, reading.Cancel), reading.Language);
}
