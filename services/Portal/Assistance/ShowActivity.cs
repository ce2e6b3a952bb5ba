using Portal.Forms;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>One activity with everything that is known of it and may be known to this reader; the assistance officer corrects and withdraws it here.</summary>
public static class ShowActivity
{
    /// <param name="Needs">Those it answers, or was said to answer before it was corrected, that the reader may know of.</param>
    /// <param name="Results">What followed it.</param>
    /// <param name="Programmes">Names by id.</param>
    public sealed record Model(ActivityItem Activity, IReadOnlyList<NeedItem> Needs, IReadOnlyList<ResultItem> Results,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Programmes, Names Names);

    public static string Address(Guid activity) => $"/activities/{activity}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/activities/{id:guid}", Handle).ForEveryone().IsPage("Show an activity as far as the reader may see it");
        routes.MapPost("/activities/{id:guid}", Handle).For(Role.AssistanceOfficer).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states, ArticleChoices choices) =>
        desk.Serve<ActivityPage>(context, async reading =>
    {
        if (await reading.Find<ActivityItem>(UpstreamService.TechnicalAssistance, $"/activities/{id}") is not var (activity, tag))
            return null;
        var needs = await Task.WhenAll((activity.Corrections ?? []).SelectMany(it => it.Was.Needs ?? []).Union(activity.Details.Needs ?? [])
            .Select(need => reading.Find<NeedItem>(UpstreamService.TechnicalAssistance, $"/needs/{need}")));
        var results = await reading.ReadAll<ResultItem>(UpstreamService.TechnicalAssistance, $"/results?activity={id}");
        var programmes = await reading.ReadAll<ProgrammeItem>(UpstreamService.TechnicalAssistance, "/programmes");
        var model = new Model(activity, [.. needs.OfType<Found<NeedItem>>().Select(it => it.Value)], results, programmes.ToDictionary(it => it.Id, it => it.Names),
            await states.In(reading.Language, reading.Cancel));
        return asker.Is(Role.AssistanceOfficer) ? new Sheet(model, (await RecordWhatWasDone.ToActivity(reading, states, choices, activity.Details.Needs ?? [])).Of(activity, tag))
            : new Sheet(model);
    });
}
