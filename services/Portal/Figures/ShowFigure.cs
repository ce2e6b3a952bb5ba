using System.Text.Json;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.Figures;

/// <summary>A number opened: what it counts, with which parameters, and the very records.</summary>
public static class ShowFigure
{
    /// <param name="Asked">The parameters it was asked with, as in the address.</param>
    /// <param name="Value">Null while the service gives no answer, or where this reader may not read the figure.</param>
    /// <param name="States">Names by code.</param>
    public sealed record Shown(
        UpstreamService Service, string Name, IReadOnlyList<(string Name, string Value)> Asked, string Query, FigureValue? Value, IReadOnlyList<IReadOnlyDictionary<string, string>>? Records, IReadOnlyDictionary<string, string> States);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{service}/{name}", Handle)
        .ForEveryone()
        .IsPage("Open a figure down to its records");

    static async Task<IResult> Handle(string service, string name, HttpContext context, PageReader read, CancellationToken cancel)
    {
        if (UpstreamService.All.FirstOrDefault(it => it.Name == service) is not { } upstream)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);

        List<(string Name, string Value)> asked = [.. context.Request.Query.Where(it => it.Key != Languages.ChosenLanguage.Parameter).SelectMany(it => it.Value.Select(value => (it.Key, value ?? "")))];
        var query = string.Join('&', asked.Select(it => $"{Uri.EscapeDataString(it.Name)}={Uri.EscapeDataString(it.Value)}"));
        var path = $"/figures/{Uri.EscapeDataString(name)}";
        var records = read.PartForReader<FigureRecords<JsonElement>>(upstream, $"{path}/records?{query}", cancel);
        var states = read.Whole<StateItem>(UpstreamService.Treaties, "/states", cancel);
        var (value, isAbsent) = await read.FindForReader<FigureValue>(upstream, $"{path}?{query}", cancel);
        if (isAbsent)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        return HtmlPage.Of<FigurePage>(context, new
        {
            Shown = new Shown(upstream, name, asked, query, value, (await records)?.Items.Select(Flat).ToList(), (await states ?? []).ToDictionary(it => it.Code, it => it.Name)),
        });
    }

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
