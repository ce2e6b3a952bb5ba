using Portal.Gateway;
using Portal.Languages;

namespace Portal.Home;

/// <summary>Asks the four services for the figures of the first page, all at once; what one cannot give takes nothing from the others.</summary>
public sealed class TodaysFigures(ServiceReader services, TimeProvider time, ILogger<TodaysFigures> log)
{
    /// <summary>The instruments whose whole loop the platform runs, in the order of their adoption. The others are on file at Treaties.</summary>
    public static readonly IReadOnlyList<string> Instruments = ["untoc", "untoc-tip", "untoc-som", "untoc-firearms", "uncac"];

    public async Task<Today> Read(Language language, CancellationToken cancel)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var onFile = Part(() => OnFile(language, cancel));
        var joined = Part(() => Joined(day, language, cancel));
        var reviewed = Part(() => Reviewed(day, language, cancel));
        var assisted = Part(() => Assisted(day, language, cancel));
        var cooperating = Part(() => Cooperating(language, cancel));
        return new(day, await onFile, await joined, await reviewed, await assisted, await cooperating);
    }

    async Task<OnFile?> OnFile(Language language, CancellationToken cancel)
    {
        var instruments = await services.ReadAll<InstrumentItem>(UpstreamService.Treaties, "/instruments", language, cancel);
        return new(instruments.ToDictionary(it => it.Id, it => new InstrumentName(it.ShortName, it.Title)), new(instruments.Count, UpstreamService.Treaties.Prefix + "/instruments"));
    }

    async Task<Joined?> Joined(DateOnly day, Language language, CancellationToken cancel) =>
        new(await OfEachInstrument(UpstreamService.Treaties, instrument => $"/instruments/{instrument}/parties?asOf={day:O}", language, cancel));

    async Task<Reviewed?> Reviewed(DateOnly day, Language language, CancellationToken cancel)
    {
        var mechanisms = await services.ReadAll<MechanismItem>(UpstreamService.Reviews, "/mechanisms", language, cancel);
        return new(await Task.WhenAll(mechanisms.Select(async mechanism =>
        {
            var path = $"/mechanisms/{mechanism.Id}/enrolments?asOf={day:O}";
            var enrolled = await services.ReadAll<EnrolmentItem>(UpstreamService.Reviews, path, language, cancel);
            return (mechanism.Names.GetValueOrDefault(language.Code, mechanism.ShortName), new UncertainFigure(enrolled.Count(it => it.Certainty == "certain"), enrolled.Count, UpstreamService.Reviews.Prefix + path));
        })));
    }

    async Task<Assisted?> Assisted(DateOnly day, Language language, CancellationToken cancel)
    {
        var activities = services.ReadAll<AnyItem>(UpstreamService.TechnicalAssistance, "/activities", language, cancel);
        var nonParties = OfEachInstrument(UpstreamService.TechnicalAssistance, instrument => $"/non-parties?instrument={instrument}&asOf={day:O}", language, cancel);
        await Task.WhenAll(activities, nonParties);
        return new(new((await activities).Count, UpstreamService.TechnicalAssistance.Prefix + "/activities"), await nonParties);
    }

    async Task<Cooperating?> Cooperating(Language language, CancellationToken cancel)
    {
        var authorities = await services.ReadAll<AuthorityItem>(UpstreamService.Networks, "/authorities", language, cancel);
        var source = UpstreamService.Networks.Prefix + "/authorities";
        return new(new(authorities.Count, source), new(authorities.Select(it => it.State).Distinct().Count(), source));
    }

    /// <summary>For answers that carry <c>count: {certain, possible}</c>, or null where nothing is recorded.</summary>
    async Task<(string, UncertainFigure?)[]> OfEachInstrument(UpstreamService service, Func<string, string> path, Language language, CancellationToken cancel) =>
        await Task.WhenAll(Instruments.Select(async instrument =>
        {
            var count = (await services.Read<CountedAnswer>(service, path(instrument), language, cancel)).Count;
            return (instrument, count is null ? null : new UncertainFigure(count.Certain, count.Possible, service.Prefix + path(instrument)));
        }));

    async Task<T?> Part<T>(Func<Task<T?>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "A part of the first page is left out");
            return null;
        }
    }

    sealed record InstrumentItem(string Id, string ShortName, string Title);

    sealed record MechanismItem(string Id, string ShortName, IReadOnlyDictionary<string, string> Names);

    sealed record EnrolmentItem(string Certainty);

    sealed record AuthorityItem(string State);

    sealed record AnyItem;

    sealed record CountedAnswer(Counted? Count);

    sealed record Counted(int Certain, int Possible);
}
