using System.Text.Json;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;

namespace Portal.Forms;

/// <summary>Something a reader can have a service do: what is asked of them, where it goes, and where they are led when it is done.</summary>
/// <param name="Name">Unlike any other on its page, <c>self-assessment</c>. Its texts are <c>form.{name}.heading</c> and <c>form.{name}.submit</c>.</param>
/// <param name="Service">Null where the portal itself takes it: see <see cref="Own"/>.</param>
/// <param name="Path">Where the service takes it.</param>
/// <param name="Parts">What is asked, in the order of the page. Each is named as the service's request names it: <c>note.reference</c>.</param>
public sealed record Form(string Name, UpstreamService? Service, string Path, IReadOnlyList<FormPart> Parts)
{
    /// <summary>By which the service takes it: PUT where the whole of a thing is said anew.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>What the portal itself does with it; null where a service takes it.</summary>
    public OwnDeed? Own { get; private init; }

    /// <summary>A form that no service takes: of people and their access.</summary>
    public static Form OfThePortal(string name, IReadOnlyList<FormPart> parts, OwnDeed deed) => new(name, null, "", parts) { Own = deed };

    /// <summary>The version of the thing that is changed, as its page showed it; null where something new is made.</summary>
    public string? IfMatch { get; init; }

    /// <summary>What the request says beside what is asked: the State the reader speaks for, say.</summary>
    public IReadOnlyDictionary<string, object> Given { get; init; } = new Dictionary<string, object>();

    /// <summary>Where its answer leads; null leads back to the page.</summary>
    public Func<JsonElement, string>? Then { get; init; }

    /// <summary>
    /// Whether the page asks it now. What was posted is sent all the same: whether it may still be done is the service's to say, and a deed repeated
    /// under its key gets the first answer.
    /// </summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>The text that a field of the page, or the rows it is of, is labelled with; null where nothing of that name is asked.</summary>
    /// <param name="name">As the page names it: <c>findings[1].article</c>.</param>
    public string? LabelOf(string name)
    {
        foreach (var part in Parts)
            if (part.Name == name)
                return part.Label;
            else if (part is Rows rows && name.StartsWith(rows.Name + "[", StringComparison.Ordinal))
                return rows.Fields.FirstOrDefault(field => name.EndsWith($"].{field.Name}", StringComparison.Ordinal))?.Label ?? rows.Label;
        return null;
    }

    /// <summary>Shown closed, to be opened by who wants it: withdrawals and refusals.</summary>
    public bool IsAside { get; init; }

    /// <summary>What will be seen by whom and cannot be taken back, in the reader's language: asked in a second act before it is done. Null for what can be mended.</summary>
    public string? Grave { get; init; }

    /// <summary>Where only some of what may be typed is grave: whether this is, as a denunciation is among treaty actions. Null where all of it is.</summary>
    public Func<FilledForm, bool>? IsGraveWhere { get; init; }

    /// <summary>What somebody else said that this form answers, shown at its head; null for nothing.</summary>
    public SaidBefore? Answers { get; init; }

    /// <summary>The longest text that is taken in a field, in UTF-16 units; null where no limit is named.</summary>
    public int? LimitOf(Field field) => Service is { } service ? RequestRules.Of(service, Method, Path, field.RuledBy ?? field.Name).LengthMax : field.LengthMax;

    /// <summary>What there is to choose from in a field, under the name it has on the page.</summary>
    public IReadOnlyList<Option> OptionsOf(Field field, Language language) => field.Words is not { } list || Service is not { } service ? field.Options
        : Option.Words(language, list, RequestRules.Of(service, Method, Path, field.Name).Words.Except(field.WordsLeftOut));
}

/// <param name="Heading">Who said it and when, in the reader's language.</param>
/// <param name="Text">In their own words; null where they gave none, or it was erased.</param>
public sealed record SaidBefore(string Heading, string? Text);

/// <summary>A part of a form.</summary>
/// <param name="Name">As the request of the service names it.</param>
/// <param name="Label">Name of its text.</param>
public abstract record FormPart(string Name, string Label);

/// <summary>One thing asked. An empty one is left out of the request.</summary>
/// <param name="Name">A path into the request: <c>note.date</c>, <c>summary.en</c>.</param>
public sealed record Field(string Name, string Label, FieldKind Kind = FieldKind.Line) : FormPart(Name, Label)
{
    public bool IsRequired { get; init; }

    /// <summary>Name of the text that says when it must be given though it is not always: <c>when.not-online</c>. Stands in the label; null where it never must.</summary>
    public string? When { get; init; }

    /// <summary>Name of a text that helps; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>What there is to choose from; on a line, what may be chosen instead of typing.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>
    /// A list of the service's own words, by the name of their texts, <c>need-kind</c>: all that the service takes here are offered, and no others.
    /// Null where <see cref="Options"/> says what is.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>Of <see cref="Words"/>, those that the service knows and always refuses.</summary>
    public IReadOnlyList<string> WordsLeftOut { get; init; } = [];

    /// <summary>Of a provision: the instrument it is of where none is typed; null where that is not certain.</summary>
    public string? Instrument { get; init; }

    /// <summary>What stands in it at first.</summary>
    public string? First { get; init; }

    /// <summary>The field of the request whose limits hold here; null where it is the one of the same name.</summary>
    public string? RuledBy { get; init; }

    /// <summary>The longest text that the portal itself takes, in UTF-16 units; of a field of a service its interface says it.</summary>
    public int? LengthMax { get; init; }

    /// <summary>What a browser may fill in of its reader: <c>name</c> (WCAG 2.2, 1.3.5).</summary>
    public string Completes { get; init; } = "off";
}

/// <summary>Something asked any number of times: findings, participants. Rows that are left empty are left out.</summary>
/// <param name="Fields">Named within the row: <c>article</c>.</param>
/// <param name="Count">Rows shown at first; the reader can ask for more.</param>
public sealed record Rows(string Name, string Label, IReadOnlyList<Field> Fields, int Count) : FormPart(Name, Label)
{
    /// <summary>Of <see cref="InLanguages"/>.</summary>
    const string LanguageField = "language", TextField = "text";

    /// <summary>What stands in the first rows at first, by name of the field.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> First { get; init; } = [];

    /// <summary>Name of a text that helps; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether one row at least must be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Name of the text on the button that asks for more rows.</summary>
    public string More { get; init; } = "form.more";

    /// <summary>Whether the rows are one text in several languages: see <see cref="InLanguages"/>.</summary>
    public bool AreLanguages { get; private init; }

    /// <summary>The field without which a row says nothing: of a text in several languages, the text.</summary>
    public bool IsSaying(Field field) => !AreLanguages || field.Name == TextField;

    /// <summary>The field of the first row, where it is said that a row is missing.</summary>
    public string FirstOnPage => $"{Name}[0].{Fields.First(IsSaying).Name}";

    /// <summary>A text in the language that its writer chooses, and in as many more as they want; the request has it by language, <c>title.ar</c>.</summary>
    /// <param name="label">Of the text; the heading of all has the same.</param>
    /// <param name="recorded">By language; null where nothing is recorded.</param>
    public static Rows InLanguages(string name, string label, FieldKind kind, Language reader, IReadOnlyDictionary<string, string>? recorded = null)
    {
        var languages = Languages.Official.Codes.Union(recorded?.Keys ?? []).Select(code => new Option(code, reader.NameOfLanguage(code))).ToList();
        return new(name, label,
        [
            new Field(LanguageField, "ask.in-language", FieldKind.Choice) { IsRequired = true, Options = languages, First = reader.Code },
            new Field(TextField, label, kind) { IsRequired = true, RuledBy = $"{name}.{reader.Code}" },
        ], 1)
        {
            AreLanguages = true,
            More = "form.more-languages",
            First = [.. (recorded ?? new Dictionary<string, string>()).OrderBy(it => it.Key == reader.Code ? 0 : 1).ThenBy(it => it.Key, StringComparer.Ordinal)
                .Select(it => new Dictionary<string, string> { [LanguageField] = it.Key, [TextField] = it.Value })],
        };
    }

    /// <summary>The language chosen in a row of <see cref="InLanguages"/>; null where none is.</summary>
    public string? LanguageOf(FilledForm filled, int row)
    {
        var field = FilledForm.InRow(this, row, Fields[0]);
        return filled.One(field, field.Name) is { Length: > 0 } code ? code : null;
    }
}

/// <param name="Text">In the reader's language.</param>
public sealed record Option(string Value, string Text)
{
    /// <summary>
    /// What the request says when it is chosen, by path: several fields of a service that are one choice to a reader, as a mechanism and its cycle.
    /// Null where that is the value alone. Of several choices in one field each is an item of the request's list, and the paths are within it.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Says { get; init; }

    /// <summary>Heading of those it stands among; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>Words of a closed list, named as its texts are: <c>need-kind.legal-advice</c>.</summary>
    public static IReadOnlyList<Option> Words(Language language, string list, params IEnumerable<string> words) =>
        [.. words.Select(word => new Option(word, Word(language, list, word)))];

    /// <summary>The word itself where there is no text for it: a service may know words that the portal does not yet.</summary>
    public static string Word(Language language, string list, string word) => language.Texts.GetValueOrDefault($"{list}.{word}", word);
}

public enum FieldKind
{
    Line,
    Paragraphs,

    /// <summary>A date without time.</summary>
    Day,

    /// <summary>A number without decimals.</summary>
    Whole,

    /// <summary>A number with decimals.</summary>
    Amount,

    /// <summary>Yes or no.</summary>
    Tick,

    /// <summary>One of two: yes or no must be said.</summary>
    YesNo,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Any of the options: a list in the request.</summary>
    Choices,

    /// <summary>One of the options, typed or chosen: by its value in whatever letters, or by its name.</summary>
    Suggested,

    /// <summary>A provision of an instrument: <c>uncac art. 46(13)</c>.</summary>
    Provision,

    /// <summary>Several, separated by commas: a list in the request.</summary>
    Words,

    /// <summary>Several provisions, separated by commas.</summary>
    Provisions,
}
