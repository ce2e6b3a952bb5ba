using System.Text.Json;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;
using ServiceDefaults.Reading;

namespace Portal.Figures;

/// <summary>A number opened: what it counts, with which parameters, and the very records.</summary>
public static class ShowFigure
{
    /// <param name="Conditions">What it was asked with, and the days it is of where none were asked for.</param>
    /// <param name="Query">The question as the service was asked.</param>
    /// <param name="Value">Null while the service gives no answer.</param>
    /// <param name="Records">Field and text of what is known of each; null while the service gives no answer.</param>
    public sealed record Shown(
        UpstreamService Service, string Name, IReadOnlyList<(string Name, string Value)> Conditions, string Query, FigureValue? Value, IReadOnlyList<IReadOnlyDictionary<string, string>>? Records, FigureWords Words)
    {
        /// <summary>The last day it is of.</summary>
        public DateOnly? LastDay => Value?.AsOf ?? Value?.To;
    }

    /// <summary>Where what dimensions and records name is kept, by the list it is of.</summary>
    static readonly Dictionary<string, (UpstreamService Service, string Path)> kept = new()
    {
        ["mechanism"] = (UpstreamService.Reviews, "/mechanisms"),
        ["programme"] = (UpstreamService.TechnicalAssistance, "/programmes"),
        ["network"] = (UpstreamService.Networks, "/networks"),
        ["function"] = (UpstreamService.Networks, "/functions"),
        ["activities"] = (UpstreamService.TechnicalAssistance, "/activities"),
        ["results"] = (UpstreamService.TechnicalAssistance, "/results"),
        ["authorities"] = (UpstreamService.Networks, "/authorities"),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{service}/{name}", Handle)
        .ForEveryone()
        .AsksBy((context, _) => Task.FromResult(Asking(context, null)))
        .ReadsItsQuery()
        .IsPage("Open a figure down to its records");

    /// <summary>Its days; everything else it was asked with goes along.</summary>
    static Asking Asking(HttpContext context, FigureValue? value)
    {
        List<Control> controls = [];
        if (value?.AsOf is { } day || context.Request.Query.ContainsKey("asOf"))
            controls.Add(Control.OfDay("asOf", "parameter.asof", value?.AsOf));
        if (value?.To is { } last || context.Request.Query.ContainsKey("to") || context.Request.Query.ContainsKey("from"))
            controls.AddRange([Control.OfDay("from", "parameter.from", value?.From), Control.OfDay("to", "parameter.to", value?.To)]);
        controls.AddRange(context.Request.Query.Keys.Where(name => name != ChosenLanguage.Parameter && controls.All(control => control.Name != name))
            .SelectMany(name => context.Request.Query[name].Select(one => new Control(name, "", ControlKind.Kept, one))));
        return Pages.Asking.Of(context, "instrument.ask", "instrument.show", false, controls);
    }

    static async Task<IResult> Handle(string service, string name, HttpContext context, PageReader read, StateNames states, LanguageCatalogue languages, CancellationToken cancel)
    {
        if (UpstreamService.All.FirstOrDefault(it => it.Name == service) is not { } upstream)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);

        Asking(context, null).Taken();
        List<(string Name, string Value)> asked = [.. context.Request.Query.Where(it => it.Key != ChosenLanguage.Parameter).SelectMany(it => it.Value.Select(value => (it.Key, value ?? ""))).Where(it => it.Item2 != "")];
        var query = string.Join('&', asked.Select(it => $"{Uri.EscapeDataString(it.Name)}={Uri.EscapeDataString(it.Value)}"));
        var path = $"/figures/{Uri.EscapeDataString(name)}";
        var (value, isAbsent) = await read.FindForReader<FigureValue>(upstream, $"{path}?{query}", cancel);
        if (isAbsent)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var records = (await read.PartForReader<FigureRecords<JsonElement>>(upstream, $"{path}/records?{query}", cancel))?.Items.Select(Flat).ToList();
        var words = new FigureWords(languages.Current, await states.In(languages.Current, cancel), service, name, await Called(read, asked, value, records ?? [], cancel));
        return HtmlPage.Of<FigurePage>(context, new
        {
            Asking = Asking(context, value),
            Shown = new Shown(upstream, name, [.. Conditions(asked, value)], query, value, records, words),
        });
    }

    static IEnumerable<(string, string)> Conditions(IReadOnlyList<(string Name, string Value)> asked, FigureValue? value)
    {
        foreach (var (name, day) in new[] { ("asOf", value?.AsOf), ("from", value?.From), ("to", value?.To) })
            if (day is { } one && asked.All(it => it.Name != name))
                yield return (name, one.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var one in asked)
            yield return one;
    }

    /// <summary>Names of what the figure's values and records name, read only where they name any. What cannot be had goes without.</summary>
    static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Called(
        PageReader read, IReadOnlyList<(string Name, string Value)> asked, FigureValue? value, IReadOnlyList<IReadOnlyDictionary<string, string>> records, CancellationToken cancel)
    {
        var lists = records.SelectMany(record => record.Keys).Concat(value?.By ?? []).Concat(asked.Where(it => it.Name == "only").Select(it => it.Value.Split(':')[0]))
            .SelectMany(dimension => dimension == "designation" ? ["function"] : new[] { dimension })
            .Concat(records.Select(record => record.GetValueOrDefault("record", "").Split('/')[0])).Distinct().Where(kept.ContainsKey);
        var found = await Task.WhenAll(lists.Select(async list => (List: list, Items: await read.ListForReader<JsonElement>(kept[list].Service, kept[list].Path, cancel) ?? [])));
        var called = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var (list, items) in found)
            foreach (var item in items)
                if (NamesIn(item) is { } names)
                    called[$"{list}/{item.GetProperty(list == "function" ? "function" : "id").GetString()}"] = names;
        return called;
    }

    static Dictionary<string, string>? NamesIn(JsonElement item) =>
        item.TryGetProperty("names", out var names) || item.TryGetProperty("title", out names) || (item.TryGetProperty("details", out var details) && details.TryGetProperty("title", out names))
            ? names.Deserialize<Dictionary<string, string>>() : null;

    /// <summary>Field and text of what is known of a record; what a figure breaks down by stands beside the rest.</summary>
    static IReadOnlyDictionary<string, string> Flat(JsonElement record)
    {
        var fields = new Dictionary<string, string>();
        Add(record);
        return fields;

        void Add(JsonElement part)
        {
            foreach (var field in part.EnumerateObject())
                if (field.Value.ValueKind == JsonValueKind.Object)
                    Add(field.Value);
                else if (field.Value.ValueKind != JsonValueKind.Null)
                    fields[field.Name] = field.Value.ToString();
        }
    }
}
