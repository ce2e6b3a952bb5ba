using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Cooperation;

/// <summary>One request for information, for its two sides; and what the reader's side can do.</summary>
public static class ShowCooperation
{
    /// <param name="Authorities">Names by id, as far as the directory gives them.</param>
    public sealed record Model(CooperationItem Request, IReadOnlyDictionary<Guid, string> Authorities, Names Names);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cooperation/{id:guid}", Handle).For(Role.CentralAuthority).IsPage("Show a request for information to one of its two sides");
        routes.MapPost("/cooperation/{id:guid}", Handle).For(Role.CentralAuthority).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states) => desk.Serve<CooperationPage>(context, async reading =>
    {
        if (await reading.Find<CooperationItem>(UpstreamService.Networks, $"/requests/{id}") is not var (request, tag))
            return null;
        var authorities = new Dictionary<Guid, string>();
        foreach (var side in new[] { request.From, request.To })
            if (await reading.Find<AuthorityItem>(UpstreamService.Networks, $"/authorities/{side.Authority}") is var (authority, _))
                authorities[side.Authority] = authority.Name(reading.Language);
        var names = await states.In(reading.Language, reading.Cancel);
        return new Sheet(new Model(request, authorities, names), [.. CooperationForms.Of(request, tag, asker, names, reading.Language)]);
    });
}
