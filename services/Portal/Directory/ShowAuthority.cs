using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Directory;

/// <summary>One authority as far as the reader may see it; whoever keeps the directory changes and withdraws its designation here.</summary>
public static class ShowAuthority
{
    static readonly Role[] readersOfItsPast = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert];

    /// <param name="Past">What the directory said of it before, the latest first; empty for who is no practitioner.</param>
    public sealed record Model(Authority Authority, IReadOnlyList<PastEntry> Past, IReadOnlyList<DirectoryFunction> Functions, Names Names);

    public static string Address(Guid authority) => $"/authorities/{authority}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/authorities/{id:guid}", Handle).ForEveryone().IsPage("Show an authority as far as the reader may see it");
        routes.MapPost("/authorities/{id:guid}", Handle).For(AuthorityForms.Keepers).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states) => desk.Serve<AuthorityPage>(context, async reading =>
    {
        if (await reading.Find<Authority>(UpstreamService.Networks, $"/authorities/{id}") is not var (authority, tag))
            return null;
        var past = asker.Is(readersOfItsPast) ? await reading.ReadAll<PastEntry>(UpstreamService.Networks, $"/authorities/{id}/history") : [];
        var forms = await AuthorityForms.Read(reading, states);
        var model = new Model(authority, [.. past.SkipLast(1).Reverse()], forms.Functions, forms.Names);
        return AuthorityForms.IsKeptBy(asker, authority.State) ? new Sheet(model, forms.Of(authority, tag)) : new Sheet(model);
    });
}
