using Portal.Forms;
using Portal.Gateway;
using Portal.Instruments;
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
        routes.MapGet(Activity, RecordActivity).WithName("askForActivity").For(Role.AssistanceOfficer).IsPage("Ask what is recorded of an activity");
        routes.MapPost(Activity, RecordActivity).For(Role.AssistanceOfficer).ExcludeFromDescription();
        routes.MapGet(Result, RecordResult).WithName("askForResult").For(Role.AssistanceOfficer).IsPage("Ask what is recorded of a result");
        routes.MapPost(Result, RecordResult).For(Role.AssistanceOfficer).ExcludeFromDescription();
    }

    /// <param name="need">The need that the activity answered, by its id.</param>
    static Task<IResult> RecordActivity(HttpContext context, Desk desk, StateNames states, ArticleChoices choices, Guid? need) => desk.Serve<FormPage>(context, async reading =>
        new Sheet(new FormPage.Asked("activity", Section: "my-work"),
            (await ToActivity(reading, states, choices, need is { } one ? [one] : [])).Record(await Needed(need, reading))));

    /// <param name="need">The need that the result answers, by its id.</param>
    static Task<IResult> RecordResult(HttpContext context, Desk desk, StateNames states, ArticleChoices choices, Guid? need) => desk.Serve<FormPage>(context, async reading =>
    {
        var forms = await ToResult(reading, states, choices, need is { } one ? [one] : [], []);
        return new Sheet(new FormPage.Asked("result", Section: "my-work") { First = forms.HasWhatToName ? null : new("result.nothing-to-name", Activity, "form.activity.heading") },
            forms.Record(await Needed(need, reading)));
    });

    /// <param name="also">Needs that are on offer even where they are met.</param>
    public static async Task<ActivityForms> ToActivity(Reading reading, StateNames states, ArticleChoices choices, IReadOnlyList<Guid> also)
    {
        var names = await states.In(reading.Language, reading.Cancel);
        return new(await Open(also, reading), await reading.ReadAll<ProgrammeItem>(UpstreamService.TechnicalAssistance, "/programmes"), await AllArticles(choices, names, reading),
            names, reading.Language);
    }

    /// <param name="also">Needs that are on offer even where they are met.</param>
    /// <param name="named">Activities that come first.</param>
    public static async Task<ResultForms> ToResult(Reading reading, StateNames states, ArticleChoices choices, IReadOnlyList<Guid> also, IReadOnlyList<Guid> named)
    {
        var names = await states.In(reading.Language, reading.Cancel);
        List<ActivityItem> activities = [.. (await reading.ReadAll<ActivityItem>(UpstreamService.TechnicalAssistance, "/activities?latest=true"))
            .OrderBy(it => named.Contains(it.Id) ? 0 : 1)];
        return new(await Open(also, reading), activities, await AllArticles(choices, names, reading), names, reading.Language);
    }

    static Task<IReadOnlyList<Option>> AllArticles(ArticleChoices choices, Names names, Reading reading) =>
        choices.Of(names.Instruments.Select(it => it.Id), names, reading.Language, reading.Cancel);

    /// <summary>Needs that are not met yet, and those that are named anyway.</summary>
    static async Task<IReadOnlyList<NeedItem>> Open(IReadOnlyList<Guid> also, Reading reading) =>
        [.. (await reading.ReadAll<NeedItem>(UpstreamService.TechnicalAssistance, "/needs")).Where(it => it.MetOn is null || also.Contains(it.Id))];

    static async Task<NeedItem?> Needed(Guid? need, Reading reading) =>
        need is { } id && await reading.Find<NeedItem>(UpstreamService.TechnicalAssistance, $"/needs/{id}") is var (found, _) ? found : null;
}
