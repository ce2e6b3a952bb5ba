using Portal.Forms;
using Portal.Languages;
using Portal.Services;

namespace Portal.Assistance;

/// <summary>What there is to choose from where an activity or a result is recorded or corrected.</summary>
static class RecordChoices
{
    /// <summary>Any of a list by their names; their codes, typed, where the service that names them gives no answer.</summary>
    public static Field Several(string name, string label, string hint, IReadOnlyList<Option> options, string? first) => options.Count > 0
        ? new Field(name, label, FieldKind.Choices) { Options = options, First = first }
        : new Field(name, label, FieldKind.Words) { Hint = hint, First = first };

    /// <summary>Any of a list; nothing is asked where there is nothing on it.</summary>
    public static IEnumerable<Field> Listed(string name, string label, IReadOnlyList<Option> options, string? first, string? when = null) =>
        options.Count > 0 ? [new Field(name, label, FieldKind.Choices) { Options = options, First = first, When = when }] : [];

    public static string? Joined<T>(IEnumerable<T>? these) => these?.ToList() is { Count: > 0 } some ? string.Join(',', some) : null;

    public static List<Option> States(Names names) => [.. names.OnlyStates.Select(it => new Option(it.Code, it.Name))];

    public static List<Option> Needs(IReadOnlyList<NeedItem> needs, Names names, Language language) =>
        [.. needs.OrderBy(it => names.Of(it.State), language.Order).ThenBy(it => it.Article, StringComparer.Ordinal)
            .Select(it => new Option(it.Id.ToString(), NameOf(it, names, language)))];

    public static string NameOf(NeedItem need, Names names, Language language) =>
        $"{names.Of(need.State)} · {names.Provision(language, need.Article)} · {Option.Word(language, "need-kind", need.Kind)}";

    /// <summary>Working languages: the official ones, and what else the record names.</summary>
    public static List<Option> WorkingLanguages(IReadOnlyList<string> recorded, Language language) =>
        [.. Official.Codes.Union(recorded).Select(code => new Option(code, language.NameOfLanguage(code)))];

    /// <summary>The title, in the language it is given in and in each other one.</summary>
    /// <param name="prefix">Of the names of the record's fields in the request.</param>
    public static Rows Titles(string prefix, IReadOnlyDictionary<string, string>? recorded, Language language) =>
        Rows.InLanguages($"{prefix}title", "ask.title", FieldKind.Line, language, recorded) with { IsRequired = true };

    /// <summary>What fits first: programmes of the States, those of regions (which ones a region has is said in words alone), those of the world, then the others.</summary>
    /// <param name="states">States that are helped; empty where that is not known yet.</param>
    public static List<Option> Programmes(IEnumerable<ProgrammeItem> programmes, IReadOnlyList<string> states, Names names, Language language)
    {
        return [.. programmes.Select(it => (Programme: it, Group: GroupOf(it))).OrderBy(it => it.Group.Order)
            .Select(it => new Option(it.Programme.Id, NameOf(it.Programme, language)) { Group = it.Group.Heading })];

        (int Order, string Heading) GroupOf(ProgrammeItem it) => it switch
        {
            { States: { } own } when own.Intersect(states).Any() =>
                (0, states is [var one] ? language.With("programmes.of", language.KeptApart(names.Of(one))) : language["programmes.of-these"]),
            { Level: "regional" or "project" } => (1, language["programmes.regional"]),
            { Level: "global" } => (2, language["programmes.global"]),
            _ => (3, language[states.Count > 0 ? "programmes.of-others" : "programmes.of-countries"]),
        };
    }

    public static string NameOf(ProgrammeItem programme, Language language) => language.Of(programme.Names)?.Text ?? programme.Id;
}
