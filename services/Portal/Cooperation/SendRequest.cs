using Portal.Forms;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Cooperation;

/// <summary>A central authority sends a request for information to an authority found in the directory.</summary>
static class SendRequest
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cooperation/new", Handle).For(Role.CentralAuthority).IsPage("Ask what a request for information is to say");
        routes.MapPost("/cooperation/new", Handle).For(Role.CentralAuthority).ExcludeFromDescription();
    }

    /// <param name="to">Id of the authority that is asked. Who names none comes to the directory, to choose one.</param>
    static Task<IResult> Handle(string? to, HttpContext context, Desk desk, Asker asker, StateNames states, ArticleChoices choices) => !Guid.TryParse(to, out var authorityAsked)
        ? Task.FromResult(SignIn.SignInAddress.SeeOther(context, Directory.SearchDirectory.ToChoose))
        : desk.Serve<SendPage>(context, async reading =>
    {
        if (await reading.Find<AuthorityItem>(UpstreamService.Networks, $"/authorities/{authorityAsked}") is not var (authority, _))
            return null;
        var own = await reading.ReadAll<AuthorityItem>(UpstreamService.Networks, $"/authorities?state={asker.State}");
        var networks = await reading.ReadAll<NetworkItem>(UpstreamService.Networks, "/networks");
        var names = await states.In(reading.Language, reading.Cancel);
        var articles = await choices.Of(authority.Functions.Select(it => it.Instrument), names, reading.Language, reading.Cancel);
        return new Sheet(new SendPage.Asked(authority.Name(reading.Language), names.Of(authority.State), own.Count > 0), CooperationForms.New(authority, own, networks, articles, names, reading.Language) with { IsOffered = own.Count > 0 });
    });
}
