using System.Text.Json;
using Portal.Gateway;
using Portal.Pages;

namespace Portal.Figures;

/// <summary>Names of what figures count and are broken down by, from the services that keep them.</summary>
static class FigureNames
{
    /// <summary>Where each list is kept: of a dimension, or of the records of a stream.</summary>
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

    /// <summary>By list and id, <c>mechanism/uncac-irm</c>. What cannot be had goes without.</summary>
    /// <param name="lists">Lists and dimensions that are used; those without names of their own are passed over.</param>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Read(PageReader read, IEnumerable<string> lists, CancellationToken cancel)
    {
        var wanted = lists.Select(list => list == "designation" ? "function" : list).Distinct().Where(kept.ContainsKey);
        var found = await Task.WhenAll(wanted.Select(async list => (List: list, Items: await read.ListForReader<JsonElement>(kept[list].Service, kept[list].Path, cancel) ?? [])));
        var called = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var (list, items) in found)
            foreach (var item in items)
                if (NamesIn(item) is { } names)
                    called[$"{list}/{item.GetProperty(list == "function" ? "function" : "id").GetString()}"] = names;
        return called;
    }

    static Dictionary<string, string>? NamesIn(JsonElement item) =>
        item.TryGetProperty("names", out var names) || item.TryGetProperty("title", out names)
            || (item.TryGetProperty("details", out var details) && details.TryGetProperty("title", out names))
            ? names.Deserialize<Dictionary<string, string>>() : null;
}
