using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Reviews;

/// <summary>The reviews this reader may know of: everyone the published ones, a State also its own, the secretariat all. By State, never by how far they are.</summary>
public static class ShowReviews
{
    /// <param name="Mechanisms">By id.</param>
    public sealed record Model(IReadOnlyList<ReviewItem> Reviews, IReadOnlyDictionary<string, string> Mechanisms, Names Names);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reviews", Handle).ForEveryone().IsPage("List the country reviews that the reader may see");

    static Task<IResult> Handle(HttpContext context, Desk desk, StateNames states) => desk.Serve<ReviewsPage>(context, async reading =>
    {
        var names = await states.In(reading.Language, reading.Cancel);
        var mechanisms = await reading.ReadFixed<MechanismItem>(UpstreamService.Reviews, "/mechanisms");
        var reviews = await reading.ReadAll<ReviewItem>(UpstreamService.Reviews, "/reviews");
        return new Sheet(new Model([.. reviews.OrderBy(it => names.Of(it.State), reading.Language.Order).ThenBy(it => it.StartsOn)],
            mechanisms.ToDictionary(it => it.Id, it => it.Name(reading.Language)), names));
    });
}
