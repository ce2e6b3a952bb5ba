using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>The assistance officer records an activity or a result, for a need or by itself.</summary>
static class RecordWhatWasDone
{
    public const string Activity = "/activities/new", Result = "/results/new";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Activity, RecordActivity).For(Role.AssistanceOfficer).IsPage("Ask what is recorded of an activity");
        routes.MapPost(Activity, RecordActivity).For(Role.AssistanceOfficer).ExcludeFromDescription();
        routes.MapGet(Result, RecordResult).For(Role.AssistanceOfficer).IsPage("Ask what is recorded of a result");
        routes.MapPost(Result, RecordResult).For(Role.AssistanceOfficer).ExcludeFromDescription();
    }

    static Task<IResult> RecordActivity(HttpContext context, Desk desk, StateNames states, Guid? need) => desk.Serve<FormPage>(context, async reading =>
        new Sheet(new FormPage.Asked("activity", Section: "my-work"), AssistanceForms.Activity(
            await Needed(need, reading), await Open(need, reading), await reading.ReadAll<ProgrammeItem>(UpstreamService.TechnicalAssistance, "/programmes"), await states.In(reading.Language, reading.Cancel), reading.Language)));

    static Task<IResult> RecordResult(HttpContext context, Desk desk, StateNames states, Guid? need) => desk.Serve<FormPage>(context, async reading =>
        new Sheet(new FormPage.Asked("result", Section: "my-work"), AssistanceForms.Result(
            await Needed(need, reading), await Open(need, reading), await reading.ReadAll<ActivityItem>(UpstreamService.TechnicalAssistance, "/activities"), await states.In(reading.Language, reading.Cancel), reading.Language)));

    /// <summary>Needs that are not met yet, and the one that the page was opened for.</summary>
    static async Task<IReadOnlyList<NeedItem>> Open(Guid? need, Reading reading) =>
        [.. (await reading.ReadAll<NeedItem>(UpstreamService.TechnicalAssistance, "/needs")).Where(it => it.MetOn is null || it.Id == need)];

    static async Task<NeedItem?> Needed(Guid? need, Reading reading) =>
        need is { } id && await reading.Find<NeedItem>(UpstreamService.TechnicalAssistance, $"/needs/{id}") is var (found, _) ? found : null;
}
