using Portal.Forms;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Reviews;

/// <summary>One review: what is awaited of whom, what this reader may see of it, and the step that is theirs.</summary>
public static class ShowReview
{
    /// <param name="Mechanism">Its name.</param>
    public sealed record Model(ReviewItem Review, string Mechanism, Names Names);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reviews/{id:guid}", Handle).ForEveryone().IsPage("Show a country review as far as the reader may see it");
        routes.MapPost("/reviews/{id:guid}", Handle).For(Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert, Role.ReviewOfficer).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states, ArticleChoices choices) => desk.Serve<ReviewPage>(context, async reading =>
    {
        if (await reading.Find<ReviewItem>(UpstreamService.Reviews, $"/reviews/{id}") is not var (review, tag))
            return null;
        var names = await states.In(reading.Language, reading.Cancel);
        var mechanism = (await reading.ReadFixed<MechanismItem>(UpstreamService.Reviews, "/mechanisms")).FirstOrDefault(it => it.Id == review.Mechanism);
        var articles = await choices.Of(review.Instruments, names, reading.Language, reading.Cancel);
        return new Sheet(
            new Model(review, mechanism?.Name(reading.Language) ?? review.Mechanism, names),
            [.. ReviewForms.Of(review, tag, asker, names, articles, reading.Language)])
        {
            Next = review.Stage == ReviewItem.Published ? reading.Language["review.next.nothing"]
                : review.Awaited is { } step ? NextOf(step, names, reading.Language) : null,
        };
    });

    /// <summary>Which step is awaited now, of whom, and until when.</summary>
    static string NextOf(StepItem step, Names names, Language language)
    {
        var who = step.Awaited.Count > 0 ? string.Join(language["refusal.list"], step.Awaited.Select(state => language.KeptApart(names.Of(state))))
            : language["review.secretariat"];
        var what = Option.Word(language, "review-step", step.Step);
        return step.DueOn is { } due ? language.With("review.next.until", what, who, language.Day(due)) : language.With("review.next", what, who);
    }
}
