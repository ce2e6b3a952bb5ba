using Portal.Forms;
using Portal.Pages;
using System.Security.Claims;
using Contracts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>Signs a developer in as somebody of a role, without a password. The route is not there outside the environment Development.</summary>
static class EnterAsDeveloper
{
    public const string Address = SignInAddress.Page + "/development";

    public static void Map(IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return;
        routes.MapPost(Address, Handle).ForEveryone().ExcludeFromDescription();
        routes.MapWhereItStands(Address, SignInAddress.Page);
    }

    static async Task<IResult> Handle(HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, Roster roster,
        TimeProvider time)
    {
        var typed = await context.Typed();
        var returnTo = SignInAddress.Back(context);
        if (!await antiforgery.IsRequestValidAsync(context))
            return await ShowSignIn.Page(context, roster, returnTo, "sign-in.foreign-form", StatusCodes.Status400BadRequest);
        if (RoleNames.Parse(typed["role"].ToString()) is not { } role)
            return await ShowSignIn.Page(context, roster, returnTo, "sign-in.choose-role", StatusCodes.Status400BadRequest);
        StateCode? state = null;
        if (RoleNames.IsOfAState(role))
        {
            if (!StateCode.TryParse(typed["state"].ToString(), null, out var chosen))
                return await ShowSignIn.Page(context, roster, returnTo, "sign-in.choose-state", StatusCodes.Status400BadRequest);
            state = chosen;
        }
        await signIn.SignInAsync(await FindOrMake(users, role, state, time), isPersistent: false);
        return ShowSignIn.SeeOther(context, returnTo);
    }

    /// <summary>The same person each time, so that what they did before is theirs.</summary>
    static async Task<PortalUser> FindOrMake(UserManager<PortalUser> users, Role role, StateCode? state, TimeProvider time)
    {
        var name = state is { } code ? $"{RoleNames.Of(role)}-{code}" : RoleNames.Of(role);
        if (await users.FindByNameAsync(name) is { } found)
            return found;
        var made = new PortalUser { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = name, RegisteredAt = time.GetUtcNow() };
        var claims = new List<Claim> { new(Asker.Claims.Role, RoleNames.Of(role)) };
        if (state is { } of)
            claims.Add(new(Asker.Claims.State, of.ToString()));
        var result = await users.CreateAsync(made);
        if (result.Succeeded)
            result = await users.AddClaimsAsync(made, claims);
        return result.Succeeded
            ? made
            : await users.FindByNameAsync(name) ?? throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }
}
