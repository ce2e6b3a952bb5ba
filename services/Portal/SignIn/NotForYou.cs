using Portal.Languages;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>Tells who is signed in that a page is for others: for whom, as whom they are signed in, and whom to ask.</summary>
static class NotForYou
{
    public static Task Answer(HttpContext context) =>
        Answer(context, (context.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>() ?? AllowedRoles.Everyone).Roles.Select(RoleNames.Of));

    /// <param name="roles">By their names in tokens; none where it is not by role.</param>
    public static Task Answer(HttpContext context, IEnumerable<string> roles)
    {
        var language = context.RequestServices.GetRequiredService<LanguageCatalogue>().Current;
        return HtmlPage.Of<NotForYouPage>(context, new { Roles = (IReadOnlyList<string>)[.. roles.Select(role => language[$"role.{role}"])] }, StatusCodes.Status403Forbidden)
            .ExecuteAsync(context);
    }
}
