using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Reviews;

/// <summary>The review officer opens the review of a State with its two reviewing States.</summary>
static class OpenReview
{
    public const string Address = "/reviews/open";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, Handle).For(Role.ReviewOfficer).IsPage("Ask what is needed to open a review");
        routes.MapPost(Address, Handle).For(Role.ReviewOfficer).ExcludeFromDescription();
    }

    static Task<IResult> Handle(HttpContext context, Desk desk, StateNames states) => desk.Serve<FormPage>(context, async reading =>
    {
        var names = await states.In(reading.Language, reading.Cancel);
        var mechanisms = await reading.ReadFixed<MechanismItem>(UpstreamService.Reviews, "/mechanisms");
        return new Sheet(new FormPage.Asked("open-review", Section: "my-work"), ReviewForms.Open(mechanisms, names, reading.Language));
    });
}
