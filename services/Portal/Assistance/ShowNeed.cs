using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>One need and what came of it: found in a review, requested, answered, followed by results, met.</summary>
public static class ShowNeed
{
    public sealed record Model(NeedItem Need, IReadOnlyList<RequestItem> Requests, IReadOnlyList<ActivityItem> Activities, IReadOnlyList<ResultItem> Results, Names Names);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/needs/{id:guid}", Handle).ForEveryone().IsPage("Show a need as far as the reader may see it");
        routes.MapPost("/needs/{id:guid}", Handle).For(Role.FocalPoint, Role.PermanentMission).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states) => desk.Serve<NeedPage>(context, async reading =>
    {
        if (await reading.Find<NeedItem>(UpstreamService.TechnicalAssistance, $"/needs/{id}") is not var (need, tag))
            return null;
        return new Sheet(
            new Model(need, await Each<RequestItem>(need.Requests, "requests"), await Each<ActivityItem>(need.Activities, "activities"),
                await Each<ResultItem>(need.Results, "results"), await states.In(reading.Language, reading.Cancel)),
            [.. AssistanceForms.Of(need, tag, asker)]);

        async Task<IReadOnlyList<T>> Each<T>(IReadOnlyList<Guid>? ids, string of) where T : class =>
            [.. (await Task.WhenAll((ids ?? []).Select(one => reading.Find<T>(UpstreamService.TechnicalAssistance, $"/{of}/{one}")))).OfType<Found<T>>()
                .Select(found => found.Value)];
    });
}
