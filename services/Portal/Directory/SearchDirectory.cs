using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Pages;
using ServiceDefaults.Access;
using ServiceDefaults.Reading;

namespace Portal.Directory;

/// <summary>The directory of competent national authorities, searched by function, instrument, State and name.</summary>
public static class SearchDirectory
{
    /// <param name="Function">Blank for all, as are the others.</param>
    public sealed record Asked(string? Function, string? Instrument, string? State, string? Q);

    /// <param name="Found">Null while Networks gives no answer.</param>
    /// <param name="Functions">What can be chosen; null while Networks gives no answer.</param>
    /// <param name="States">Names by code; empty while Treaties gives no answer.</param>
    public sealed record Shown(IReadOnlyList<Authority>? Found, IReadOnlyList<DirectoryFunction>? Functions, IReadOnlyDictionary<string, string> Instruments, IReadOnlyDictionary<string, string> States);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/directory", Handle)
        .ForEveryone()
        .IsPage("Search the directory of authorities");

    static async Task<RazorComponentResult<DirectoryPage>> Handle(string? function, string? instrument, string? state, [FreeText] string? q, HttpContext context, PageReader read, CancellationToken cancel)
    {
        var asked = new Asked(function, instrument, state, q?.Trim());
        var found = read.ListForReader<Authority>(UpstreamService.Networks, Address.Of("/authorities", ("function", function), ("instrument", instrument), ("state", state), ("q", asked.Q)), cancel);
        var functions = read.List<DirectoryFunction>(UpstreamService.Networks, "/functions", cancel);
        var instruments = read.Whole<InstrumentItem>(UpstreamService.Treaties, "/instruments", cancel);
        var states = read.Whole<StateItem>(UpstreamService.Treaties, "/states", cancel);
        return HtmlPage.Of<DirectoryPage>(context, new
        {
            Asked = asked,
            Shown = new Shown(await found, await functions, (await instruments ?? []).ToDictionary(it => it.Id, it => it.ShortName), (await states ?? []).ToDictionary(it => it.Code, it => it.Name)),
        });
    }
}
