using Portal.Forms;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>One result with everything that is known of it and may be known to this reader; the assistance officer corrects and withdraws it here.</summary>
public static class ShowResult
{
    /// <param name="Needs">Those it bears on, or was said to bear on before it was corrected, that the reader may know of.</param>
    /// <param name="Activities">Those it followed, or was said to follow.</param>
    public sealed record Model(ResultItem Result, IReadOnlyList<NeedItem> Needs, IReadOnlyList<ActivityItem> Activities, Names Names);

    public static string Address(Guid result) => $"/results/{result}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/results/{id:guid}", Handle).ForEveryone().IsPage("Show a result as far as the reader may see it");
        routes.MapPost("/results/{id:guid}", Handle).For(Role.AssistanceOfficer).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states, ArticleChoices choices) => desk.Serve<ResultPage>(context, async reading =>
    {
        if (await reading.Find<ResultItem>(UpstreamService.TechnicalAssistance, $"/results/{id}") is not var (result, tag))
            return null;
        var model = new Model(result, await Each<NeedItem>(Ever(it => it.Needs), "needs"), await Each<ActivityItem>(Ever(it => it.Activities), "activities"),
            await states.In(reading.Language, reading.Cancel));
        return asker.Is(Role.AssistanceOfficer)
            ? new Sheet(model, (await RecordWhatWasDone.ToResult(reading, states, choices, result.Needs ?? [], result.Activities ?? [])).Of(result, tag)) : new Sheet(model);

        IEnumerable<Guid> Ever(Func<ResultDetails, IReadOnlyList<Guid>?> named) =>
            (result.Corrections ?? []).Select(it => it.Was).Append(result.Details).SelectMany(it => named(it) ?? []).Distinct();

        async Task<IReadOnlyList<T>> Each<T>(IEnumerable<Guid> ids, string of) where T : class =>
            [.. (await Task.WhenAll(ids.Select(one => reading.Find<T>(UpstreamService.TechnicalAssistance, $"/{of}/{one}")))).OfType<Found<T>>().Select(found => found.Value)];
    });
}
