using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Pages;
using Portal.SignIn;
using Portal.Users;
using ServiceDefaults.Access;

namespace Portal.Account;

/// <summary>Somebody says what they are called.</summary>
static class NameMyself
{
    public const string Address = ShowAccount.Address + "/name";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, Handle).ForEveryone().IsPage("Ask somebody what they are called");
        routes.MapPost(Address, Handle).ForEveryone().ExcludeFromDescription();
    }

    static async Task<IResult> Handle(HttpContext context, Desk desk, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, Naming naming) =>
        await SignedIn.Of(context, users) is not { } user || SecondFactor.IsOwedBy(context.User) ? new ToSignIn()
        : await desk.Serve<FormPage>(context, reading => Task.FromResult<Sheet?>(new(new FormPage.Asked("own-name", Section: "my-work"),
            naming.Form("own-name", user.Id, user.FullName, user.Id, reading.Language, signIn.RefreshSignInAsync) with { Then = _ => ShowAccount.Address })));
}
