using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Gateway;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.Instruments;

/// <summary>The instruments on file, with their parties today.</summary>
public static class ListInstruments
{
    /// <param name="Parties">Null while it cannot be had, or where nothing is recorded.</param>
    public sealed record Row(InstrumentItem Instrument, Count? Parties);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments", Handle)
        .ForEveryone()
        .IsPage("List the instruments");

    static async Task<IResult> Handle(HttpContext context, PageReader read, TimeProvider time, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var instruments = await read.Whole<InstrumentItem>(UpstreamService.Treaties, "/instruments", cancel);
        Row[]? rows = instruments is null ? null : await Task.WhenAll(instruments.Select(async instrument => new Row(instrument, instrument.Recorded == "recorded"
            ? (await read.Part<FigureValue>(UpstreamService.Treaties, Address.Of("/figures/parties", ("instrument", instrument.Id), ("asOf", today)), cancel))?.Count
            : null)));
        return HtmlPage.Of<InstrumentsPage>(context, new { Rows = (IReadOnlyList<Row>?)rows, Today = today });
    }

    sealed record FigureValue(Count? Count);
}
