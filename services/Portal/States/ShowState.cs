using Portal.Directory;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.States;

/// <summary>Everything public about one State, from all services: the same for every reader, with the ways to what an office does.</summary>
public static class ShowState
{
    /// <param name="Instruments">Names by id; the ids stand in while they cannot be had.</param>
    public sealed record Shown(
        string Code, DateOnly Today, StateStatus? Status, IReadOnlyDictionary<string, string> Instruments, IReadOnlyList<(string Instrument, Statement Statement)>? Statements,
        bool AreStatementsKept,
        IReadOnlyList<Review>? Reviews, IReadOnlyList<Mechanism> Mechanisms, IReadOnlyList<Need>? Needs, IReadOnlyList<Activity>? Activities, IReadOnlyList<Result>? Results,
        IReadOnlyList<Authority>? Authorities, IReadOnlyList<DirectoryFunction> Functions, IReadOnlyList<Network>? Networks);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/states/{state}", Handle)
        .ForEveryone()
        .IsPage("Show what is public about a State");

    static async Task<IResult> Handle(string state, HttpContext context, PageReader read, TimeProvider time, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (code, of) = (state.ToUpperInvariant(), new[] { ("state", (object?)state.ToUpperInvariant()) });
        var found = read.Find<StateStatus>(UpstreamService.Treaties, Address.Of($"/states/{Uri.EscapeDataString(code)}", ("asOf", today)), cancel);
        var instruments = read.Whole<InstrumentItem>(UpstreamService.Treaties, "/instruments", cancel);
        var reviews = read.List<Review>(UpstreamService.Reviews, Address.Of("/reviews", of), cancel);
        var mechanisms = read.List<Mechanism>(UpstreamService.Reviews, "/mechanisms", cancel);
        var needs = read.List<Need>(UpstreamService.TechnicalAssistance, Address.Of("/needs", of), cancel);
        var activities = read.List<Activity>(UpstreamService.TechnicalAssistance, Address.Of("/activities", of), cancel);
        var results = read.List<Result>(UpstreamService.TechnicalAssistance, Address.Of("/results", of), cancel);
        var authorities = read.List<Authority>(UpstreamService.Networks, Address.Of("/authorities", of), cancel);
        var functions = read.List<DirectoryFunction>(UpstreamService.Networks, "/functions", cancel);
        var networks = read.List<Network>(UpstreamService.Networks, Address.Of("/networks", of), cancel);

        var (status, isAbsent) = await found;
        if (isAbsent)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var (statements, areKept) = status is null ? (null, false) : await Statements(read, status, today, cancel);
        return HtmlPage.Of<StatePage>(context, new
        {
            Shown = new Shown(
                code, today, status, (await instruments ?? []).ToDictionary(it => it.Id, it => it.ShortName), statements, areKept,
                await reviews, await mechanisms ?? [], await needs, await activities, await results, await authorities, await functions ?? [], await networks),
        });
    }

    /// <summary>
    /// Of the instruments the State has acted towards; null where one of them cannot be asked: half a list would say that there is no more. And
    /// whether there are any of any State at all.
    /// </summary>
    static async Task<(IReadOnlyList<(string, Statement)>? OfState, bool AreKept)> Statements(PageReader read, StateStatus status, DateOnly today, CancellationToken cancel)
    {
        var all = await Task.WhenAll(status.Instruments.Where(it => it.Action is not null || it.SignedOn is not null).Select(async it =>
            (it.Instrument, Said: await read.Part<Statements>(UpstreamService.Treaties, Address.Of($"/instruments/{it.Instrument}/statements", ("asOf", today)), cancel))));
        return all.Any(it => it.Said is null) ? (null, false)
            : ([.. all.SelectMany(it => it.Said!.Items.Where(statement => statement.State == status.Code).Select(statement => (it.Instrument, statement)))],
                all.Any(it => it.Said!.Items.Count > 0));
    }
}
