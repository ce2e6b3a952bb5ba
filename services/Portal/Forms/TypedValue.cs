using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Portal.Languages;
using Portal.Services;

namespace Portal.Forms;

/// <summary>What was typed into one field, read as its kind in the reader's language; or why it cannot be.</summary>
/// <param name="Value">As the request has it; null is left out.</param>
/// <param name="Fault">In the reader's language; null where nothing is wrong.</param>
sealed record TypedValue(JsonNode? Value, string? Fault = null)
{
    /// <param name="field">Under its name in the request.</param>
    public static TypedValue Of(Form form, Field field, StringValues typed, Language language)
    {
        var one = (typed.FirstOrDefault() ?? "").Trim().ReplaceLineEndings("\n");
        if (field.Kind is FieldKind.Line or FieldKind.Paragraphs && form.LimitOf(field) is { } most && one.Length > most)
            return Wrong("fault.too-long", language.Number(one.Length), language.Number(most));
        return field.Kind switch
        {
            FieldKind.Tick => new(JsonValue.Create(one.Length > 0)),
            FieldKind.Choices => new(new JsonArray([.. typed.OfType<string>().Where(it => it.Length > 0).Select(Chosen)])),
            FieldKind.Words => new(new JsonArray([.. Several().Select(it => JsonValue.Create(it))])),
            FieldKind.Provisions => new(new JsonArray([.. WrittenProvision.Several(typed, field.Instrument).Distinct().Select(it => JsonValue.Create(it))])),
            FieldKind.Provision => WrittenProvision.One(typed, field.Instrument) switch
            {
                { Fault: { } fault, About: var about } => Wrong(fault, about),
                { Provision: var provision } => new(provision is null ? null : JsonValue.Create(provision)),
            },
            _ when one.Length == 0 => new((JsonNode?)null),
            FieldKind.YesNo when bool.TryParse(one, out var yes) => new(JsonValue.Create(yes)),
            FieldKind.Whole => Whole(),
            FieldKind.Amount => Number(it => JsonValue.Create(it)),
            FieldKind.Day => WrittenDay.Of(one, language) switch
            {
                { Day: { } day } => new(JsonValue.Create(day.ToString("O", CultureInfo.InvariantCulture))),
                var wrong => Wrong(wrong.Fault!, [one, .. wrong.About]),
            },
            FieldKind.Suggested => field.Options.FirstOrDefault(option => IsMeant(option, one)) is { } meant ? new(JsonValue.Create(meant.Value)) : Wrong("fault.not-in-list", one),
            _ => new(JsonValue.Create(one)),
        };

        JsonNode Chosen(string value) => field.Options.FirstOrDefault(option => option.Value == value)?.Says is { } several
            ? new JsonObject(several.Select(said => KeyValuePair.Create(said.Key, (JsonNode?)JsonValue.Create(said.Value)))) : JsonValue.Create(value)!;

        string[] Several() => one.Split(WrittenProvision.Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        TypedValue Whole() => Number(it => it == decimal.Truncate(it) && it is >= long.MinValue and <= long.MaxValue ? JsonValue.Create((long)it) : null);

        TypedValue Number(Func<decimal, JsonNode?> value) => WrittenNumber.Of(one, language) switch
        {
            { Value: { } number } => value(number) is { } read ? new(read) : Wrong("fault.whole-number", one),
            var wrong => Wrong(wrong.Fault!, [one, .. wrong.Instead]),
        };

        TypedValue Wrong(string text, params string[] about) => new(null, language.With(text, [language[field.Label], .. about.Select(language.KeptApart)]));
    }

    /// <summary>
    /// A form typed in one language's way of writing numbers and days, as another writes it: <c>01/02/2026</c> and <c>42.000</c> are not the same
    /// everywhere. What cannot be read stays as it is.
    /// </summary>
    public static IFormCollection Rewritten(Form form, IFormCollection typed, Language from, Language to)
    {
        if (from == to)
            return typed;
        var fields = form.Parts.SelectMany(part => part is Rows rows ? rows.Fields.Select(field => field with { Name = $"{rows.Name}.{field.Name}" }) : part is Field one ? [one]
            : []).ToDictionary(field => field.Name);
        return new FormCollection(typed.ToDictionary(it => it.Key, it => fields.TryGetValue(FilledForm.WithoutRow(it.Key), out var field) || fields.TryGetValue(it.Key, out field)
            ? new StringValues([.. it.Value.Select(text => Rewritten(field, text ?? ""))]) : it.Value));

        string Rewritten(Field field, string text) => field.Kind switch
        {
            FieldKind.Whole or FieldKind.Amount when WrittenNumber.Of(text, from).Value is { } number => number.ToString("0.############", to.Culture),
            FieldKind.Day when WrittenDay.Of(text.Trim(), from).Day is { } day => day.ToString("O", CultureInfo.InvariantCulture),
            _ => text,
        };
    }

    /// <summary>By its value in whatever letters, half or full width, or by its name.</summary>
    static bool IsMeant(Option option, string typed) =>
        option.Value.Equals(typed.Normalize(System.Text.NormalizationForm.FormKC), StringComparison.OrdinalIgnoreCase)
            || option.Text.Equals(typed, StringComparison.CurrentCultureIgnoreCase);
}
