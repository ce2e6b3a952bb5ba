using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Languages;

namespace Portal.Forms;

/// <summary>Makes the request of a service from what was typed, and finds the field again that the service's answer names.</summary>
sealed class RequestBody
{
    readonly JsonObject root = [];

    /// <summary>Fields of the request that are said by a choice of another name on the page.</summary>
    readonly Dictionary<string, string> saidBy = [];

    /// <summary>Rows of the request, which has no empty ones, by the rows of the page.</summary>
    readonly List<(string InRequest, string OnPage)> rowNames = [];
    readonly List<string> names = [];

    readonly Language language;

    RequestBody(Language language) => this.language = language;

    public string Json => root.ToJsonString();

    /// <param name="filled">With nothing in it that cannot be read: see <see cref="TypedValue"/>.</param>
    /// <param name="language">In which numbers and days were typed.</param>
    public static RequestBody Of(FilledForm filled, Language language)
    {
        var body = new RequestBody(language);
        foreach (var (name, value) in filled.Form.Given)
            body.Put(name, JsonSerializer.SerializeToNode(value));
        foreach (var part in filled.Form.Parts)
            if (part is Rows { AreLanguages: true } text)
                body.AddLanguages(filled, text);
            else if (part is Rows rows)
                body.Add(filled, rows);
            else if (part is Field field)
                body.Add(filled, field, field.Name);
        return body;
    }

    /// <returns>The field of the page that the service means; null when it means none of them.</returns>
    public string? OnPage(string? named)
    {
        if (named is null)
            return null;
        foreach (var (inRequest, onPage) in rowNames)
            if (named.StartsWith(inRequest, StringComparison.Ordinal))
            {
                named = onPage + named[inRequest.Length..];
                break;
            }
        if (saidBy.TryGetValue(named, out var choice))
            return choice;
        return names.FirstOrDefault(name => name == named)
            ?? names.FirstOrDefault(name => IsWithin(named, name) || IsWithin(name, named));
    }

    static bool IsWithin(string part, string whole) => part.Length > whole.Length && part.StartsWith(whole, StringComparison.Ordinal) && part[whole.Length] is '.' or '[';

    /// <summary>By language: <c>title.ar</c>.</summary>
    void AddLanguages(FilledForm filled, Rows rows)
    {
        for (var row = 0; row < filled.CountOf(rows); row++)
        {
            var text = FilledForm.InRow(rows, row, rows.Fields[1]);
            names.Add(text.Name);
            if (filled.IsEmpty(rows, row) || rows.LanguageOf(filled, row) is not { } code)
                continue;
            saidBy[$"{rows.Name}.{code}"] = text.Name;
            Put($"{rows.Name}.{code}", TypedValue.Of(filled.Form, text, filled.Of(text.Name), language).Value);
        }
    }

    void Add(FilledForm filled, Rows rows)
    {
        var kept = 0;
        var list = new JsonArray();
        Put(rows.Name, list);
        for (var row = 0; row < filled.CountOf(rows); row++)
        {
            var empty = filled.IsEmpty(rows, row);
            if (!empty)
            {
                list.Add(new JsonObject());
                rowNames.Add(($"{rows.Name}[{kept}]", $"{rows.Name}[{row}]"));
            }
            foreach (var field in rows.Fields)
            {
                var onPage = $"{rows.Name}[{row}].{field.Name}";
                if (!empty)
                    Add(filled, field with { Name = $"{rows.Name}[{kept}].{field.Name}" }, onPage);
                else
                    names.Add(onPage);
            }
            kept += empty ? 0 : 1;
        }
    }

    void Add(FilledForm filled, Field field, string onPage)
    {
        names.Add(onPage);
        var typed = filled.Of(onPage);
        if (field.Kind == FieldKind.Choices)
        {
            Put(field.Name, TypedValue.Of(filled.Form, field, typed, language).Value);
            return;
        }
        foreach (var said in field.Options.SelectMany(option => option.Says?.Keys ?? []))
            saidBy[said] = onPage;
        if (field.Options.FirstOrDefault(option => option.Value == typed.FirstOrDefault())?.Says is { } several)
            foreach (var (path, value) in several)
                Put(path, JsonValue.Create(value));
        else
            Put(field.Name, TypedValue.Of(filled.Form, field, typed, language).Value);
    }

    /// <summary>Puts a value at <c>note.date</c> or <c>findings[1].need.kind</c>; null is left out.</summary>
    void Put(string path, JsonNode? value)
    {
        if (value is null)
            return;
        JsonNode at = root;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
            at = Within(at, step);
        // reviewers[0], reviewers[1]: one list, asked one by one.
        if (steps[^1].IndexOf('[', StringComparison.Ordinal) is > 0 and var start)
            ((JsonArray)(((JsonObject)at)[steps[^1][..start]] ??= new JsonArray())).Add(value);
        else
            ((JsonObject)at)[steps[^1]] = value;
    }

    static JsonNode Within(JsonNode at, string step)
    {
        var holder = (JsonObject)at;
        if (step.IndexOf('[', StringComparison.Ordinal) is > 0 and var start)
            return ((JsonArray)holder[step[..start]]!)[int.Parse(step[(start + 1)..^1], CultureInfo.InvariantCulture)]!;
        return holder[step] ??= new JsonObject();
    }
}
