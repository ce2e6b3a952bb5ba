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
    /// <param name="States">Where it counts States, which; null where it counts something else, or none.</param>
    public sealed record Shown(
        UpstreamService Service, string Name, IReadOnlyList<(string Name, string Value)> Conditions, string Query, FigureValue? Value, IReadOnlyList<IReadOnlyDictionary<string, string>>? Records, FigureWords Words, StatesListed? States)
    {
        /// <summary>The last day it is of.</summary>
        public DateOnly? LastDay => Value?.AsOf ?? Value?.To;
    }

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

    static async Task<IResult> Handle(string service, string name, HttpContext context, PageReader read, ServiceReader services, StateNames states, LanguageCatalogue languages, CancellationToken cancel)
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
        var names = await states.In(languages.Current, cancel);
        var listed = records is [_, ..] && records.All(record => record.TryGetValue("state", out var state) && record.GetValueOrDefault("once") == state) ? await StatesListed.Of(records, names, services, languages, cancel) : null;
        var words = new FigureWords(languages.Current, names, service, name, await FigureNames.Read(read, Lists(asked, value, records ?? []), cancel));
        return HtmlPage.Of<FigurePage>(context, new
        {
            Asking = Asking(context, value),
            Shown = new Shown(upstream, name, [.. Conditions(asked, value)], query, value, records, words, listed),
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

    /// <summary>The lists of what the figure's values and records name.</summary>
    static IEnumerable<string> Lists(IReadOnlyList<(string Name, string Value)> asked, FigureValue? value, IReadOnlyList<IReadOnlyDictionary<string, string>> records) =>
        records.SelectMany(record => record.Keys).Concat(value?.By ?? []).Concat(asked.Where(it => it.Name == "only").Select(it => it.Value.Split(':')[0]))
            .Concat(records.Select(record => record.GetValueOrDefault("record", "").Split('/')[0]));

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
                else if (field.Value.ValueKind == JsonValueKind.Array)
                    fields[field.Name] = field.Value.GetArrayLength() == 0 ? FigureWords.Nothing : string.Join(FigureWords.BetweenValues, field.Value.EnumerateArray());
                else if (field.Value.ValueKind != JsonValueKind.Null)
                    fields[field.Name] = field.Value.ToString();
        }
    }
}
