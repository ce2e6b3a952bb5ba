using System.Globalization;
using Portal.Figures;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Pages;

namespace Portal.Home;

/// <summary>Asks the four services for the figures of the first page, all at once; what one cannot give takes nothing from the others.</summary>
sealed class TodaysFigures(PageReader read, TimeProvider time)
{
    /// <summary>The instruments whose whole loop the platform runs, in the order of their adoption.</summary>
    public static readonly IReadOnlyList<string> Instruments = ["untoc", "untoc-tip", "untoc-som", "untoc-firearms", "uncac"];

    public async Task<Today> Read(CancellationToken cancel)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var steps = Task.WhenAll(LoopStep.All.Select(
            async step => (step, (IReadOnlyList<FigureToday>)await Task.WhenAll(step.Figures.Select(figure => Read(figure, day, cancel))))));
        var instruments = await read.Whole<InstrumentItem>(UpstreamService.Treaties, "/instruments", cancel);
        var parties = instruments is null ? null : await Task.WhenAll(Instruments.SelectMany(id => instruments.Where(it => it.Id == id)).Select(async instrument =>
            (instrument, await Read(new("parties", UpstreamService.Treaties, "parties", $"instrument={instrument.Id}&asOf={{0}}"), day, cancel))));
        return new(day, await steps, parties);
    }

    async Task<FigureToday> Read(StepFigure figure, DateOnly day, CancellationToken cancel)
    {
        var query = string.Format(CultureInfo.InvariantCulture, figure.Query, day.ToString("O", CultureInfo.InvariantCulture));
        var value = await read.Part<FigureValue>(figure.Service, $"/figures/{figure.Figure}?{query}", cancel);
        return new(figure.Label, figure.Service, value?.Count, value is null, $"/figures/{figure.Service.Name}/{figure.Figure}?{query}");
    }
}
