using Portal.Directory;
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
        var functions = await reading.ReadAll<DirectoryFunction>(UpstreamService.Networks, "/functions");
        var networks = await reading.ReadAll<NetworkItem>(UpstreamService.Networks, "/networks");
        var names = await states.In(reading.Language, reading.Cancel);
        var articles = await choices.Of(authority.Functions.Select(it => it.Instrument), names, reading.Language, reading.Cancel);
        var own = (await Of($"{asker.State}")).Select(it => new Option(it.Id.ToString(), it.Name)).ToList();
        var addressee = (await Of(authority.State)).FirstOrDefault(it => it.Id == authority.Id).Name ?? authority.Name(reading.Language);
        return new Sheet(new SendPage.Asked(addressee, names.Of(authority.State), own.Count > 0),
            CooperationForms.New(authority, own, networks, articles, names, reading.Language) with { IsOffered = own.Count > 0 });

        // Two of one name are told apart, as in the directory.
        async Task<IReadOnlyList<(Guid Id, string Name)>> Of(string state)
        {
            var all = await reading.ReadAll<Authority>(UpstreamService.Networks, $"/authorities?state={state}");
            return [.. all.Select(it => (it.Id, it.NameApartFrom(all, reading.Language, functions, names)))];
        }
    });
}
