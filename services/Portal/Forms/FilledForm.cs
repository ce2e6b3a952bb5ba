using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Portal.Drafts;
using Portal.Languages;
using Portal.Services;

namespace Portal.Forms;

/// <summary>A form as it stands on a page: with what was typed, and what was wrong with it.</summary>
/// <param name="typed">What was posted; null before anything was.</param>
/// <param name="key">Idempotency-Key: the same for as long as it is not known what became of what was posted.</param>
public sealed partial class FilledForm(Form form, string key, IFormCollection? typed)
{
    /// <summary>Names of the fields that the mechanism itself posts. None can be a path into a request.</summary>
    public const string NameField = "#form", KeyField = "#key", MatchField = "#match", OwnerField = "#of", WrittenInField = "#in", CountField = "#rows:", TokenField = "form-token";

    /// <summary>
    /// Names of buttons that do not send: more rows; the page in another language; keep what is typed; throw it away; and of the second act, which
    /// sends, and the way back from it.
    /// </summary>
    public const string MoreField = "#more", LanguageField = "#language", KeepField = "#keep", DiscardField = "#discard", SureField = "#sure", BackField = "#back";

    public static readonly IReadOnlyList<string> Buttons = [MoreField, LanguageField, KeepField, DiscardField, SureField, BackField];

    /// <summary>So many rows of a few fields are read from one form: see <see cref="FieldsMax"/>.</summary>
    const int RowsReadMax = 500;

    /// <summary>Fields that one form may post: the rows of two lists, and what stands beside them.</summary>
    public const int FieldsMax = 5000;

    public Form Form => form;

    public string Key => key;

    public bool IsPosted => typed is not null;

    /// <summary>What was wrong; empty before anything was posted.</summary>
    public IReadOnlyList<FormFault> Faults { get; init; } = [];

    /// <summary>Whom it is shown to, sealed; null where nobody is signed in.</summary>
    public string? Owner { get; set; }

    /// <summary>Where what stands in it was kept earlier: since when, and why it was not done then; null where it is as it was just typed, or empty.</summary>
    public (WhyKept Why, DateTimeOffset Since)? Kept { get; init; }

    /// <summary>Everything is typed, and what is left is to be sure: see <see cref="Form.Grave"/>.</summary>
    public bool IsToBeSure { get; init; }

    /// <summary>Whether what was typed is asked once more before it is done.</summary>
    public bool IsGrave => form.Grave is not null && form.IsGraveWhere?.Invoke(this) != false;

    /// <summary>Whether it says what it said when it was first shown.</summary>
    public bool IsUntouched() => typed is null || form.Parts.All(part => part is Rows rows
        ? Enumerable.Range(0, CountOf(rows)).All(row => (row >= rows.First.Count && IsEmpty(rows, row)) || rows.Fields.All(field => StandsAsAtFirst(InRow(rows, row, field))))
        : part is not Field one || StandsAsAtFirst(one));

    bool StandsAsAtFirst(Field field) => field.Kind == FieldKind.Choices
        ? Of(field.Name).OfType<string>().ToHashSet().SetEquals((field.First ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        : field.Kind == FieldKind.Provision ? WrittenProvision.One(Of(field.Name), field.Instrument).Provision == WrittenProvision.One(field.First, field.Instrument).Provision
        : field.Kind == FieldKind.Provisions ? WrittenProvision.Several(Of(field.Name), field.Instrument).SequenceEqual(WrittenProvision.Several(field.First, field.Instrument))
        : One(field, field.Name).Trim().ReplaceLineEndings("\n") == (field.First ?? "").Trim().ReplaceLineEndings("\n");

    /// <summary>All that is typed, by name, for a page that shows none of it and sends it on.</summary>
    public IEnumerable<(string Name, string Value)> Typed =>
        typed is null ? [] : typed.Where(it => it.Key is not (NameField or KeyField or MatchField or OwnerField or WrittenInField or TokenField) && !Buttons.Contains(it.Key))
            .SelectMany(it => it.Value.Select(value => (it.Key, value ?? "")));

    /// <summary>Precondition: what the reader saw when they typed, not what the page has become since.</summary>
    public string? IfMatch => typed is null ? form.IfMatch : typed[MatchField].FirstOrDefault() is { Length: > 0 } seen ? seen : null;

    /// <summary>What stands in a field.</summary>
    public StringValues Of(string name, string? first = null) => typed is null ? first : typed[name];

    public string One(Field field, string name) => Of(name, field.First).FirstOrDefault() ?? "";

    public IEnumerable<FormFault> FaultsOf(string name) => Faults.Where(fault => fault.Field == name);

    /// <summary>How many rows are shown: as many as were, and some more when the reader asked for them.</summary>
    public int CountOf(Rows rows)
    {
        if (typed is null)
            return Math.Max(rows.Count, rows.First.Count);
        var shown = int.TryParse(typed[CountField + rows.Name], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 0, MostOf(rows)) : rows.Count;
        return Math.Min(MostOf(rows), typed[MoreField] == rows.Name ? shown + rows.Count : shown);
    }

    /// <summary>How many rows the service takes.</summary>
    public int MostOf(Rows rows) => rows.AreLanguages ? rows.Fields[0].Options.Count
        : Math.Min(RowsReadMax, (form.Service is { } service ? RequestRules.Of(service, form.Method, form.Path, rows.Name).ItemsMax : null) ?? RowsReadMax);

    /// <summary>What is asked in a row, under the names that the page and the request give it.</summary>
    public static Field InRow(Rows rows, int row, Field field) =>
        field with { Name = $"{rows.Name}[{row}].{field.Name}", First = row < rows.First.Count ? rows.First[row].GetValueOrDefault(field.Name) : field.First };

    public bool IsEmpty(Rows rows, int row) => rows.Fields.Where(rows.IsSaying).All(field => Of($"{rows.Name}[{row}].{field.Name}").All(string.IsNullOrWhiteSpace));

    /// <summary>The row that a field is of, from 0; null for one that is of none.</summary>
    public static int? RowOf(string name) => Row().Match(name) is { Success: true } row ? int.Parse(row.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>The name that a field has in every row.</summary>
    public static string WithoutRow(string name) => Row().Replace(name, "");

    [GeneratedRegex(@"\[([0-9]+)\]")]
    private static partial Regex Row();

    /// <summary>The id of its own element on the page, by which a button elsewhere can belong to it.</summary>
    public string Id => $"form-{form.Name}";

    /// <summary>Its element's id on the page.</summary>
    public string IdOf(string name) => $"{form.Name}-{name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal)}";
}

/// <param name="Field">Name of the field on the page; null when it is the whole that is wrong, or nothing that is asked here.</param>
/// <param name="Message">In the reader's language.</param>
/// <param name="Why">Where the rule stands that was broken; null for the portal's own.</param>
public sealed record FormFault(string? Field, Told Message, Reason? Why = null);

/// <summary>Why a service refuses, for who asks.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Source">The treaty article or resolution it rests on; null where it rests on none.</param>
/// <param name="IsInWords">Whether the source is in the reader's language, or as it is cited.</param>
public sealed record Reason(string Rule, string? Source, bool IsInWords);
