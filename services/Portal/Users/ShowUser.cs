using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Forms;
using Portal.Languages;
using Portal.Pages;
using Portal.SignIn;
using Portal.Storage;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>One person's access, for the operator: how it stands, what was done to it, and what can be.</summary>
public static class ShowUser
{
    /// <param name="IsOwn">It is the operator's own access, which only another operator can end.</param>
    /// <param name="Actors">Names of who did something to it.</param>
    public sealed record Model(ShowUsers.Row Row, string? State, bool HasSecondFactor, bool IsOwn, IReadOnlyList<AccessRecord> Records, IReadOnlyDictionary<Guid, string> Actors, Fault? Fault);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/{id:guid}", Show).For(Role.Operator).IsPage("Show somebody's access");
        routes.MapPost("/users/{id:guid}", Do).For(Role.Operator).ExcludeFromDescription();
    }

    static Task<IResult> Show(Guid id, HttpContext context, UserManager<PortalUser> users, Looking looking) => Page(id, context, users, looking, null, StatusCodes.Status200OK);

    static async Task<IResult> Do(Guid id, HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, Invitations invitations, AccessRecords records, Asker asker, Looking looking, LanguageCatalogue languages, TimeProvider time)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
            return await Page(id, context, users, looking, null, StatusCodes.Status404NotFound);
        if (!await antiforgery.IsRequestValidAsync(context))
            return await Page(id, context, users, looking, new("sign-in.foreign-form"), StatusCodes.Status400BadRequest);
        var by = AccessRecords.Actor(asker);
        var act = (await context.Typed())["act"].ToString();
        switch (act)
        {
            case "invite" when user.Id != by:
                var (secret, invited) = await invitations.InviteAnew(user, by);
                return secret is null ? await Answer(invited) : InvitedPage.Of(context, user.Name, secret, languages.Current.Moment(time.GetUtcNow() + Invitation.Holds));
            case "end" when user.Id != by:
                return await Answer(await invitations.End(user, by));
            case "reset" when user.Id != by:
                user.ForgetSecondFactor();
                records.Note(AccessRecord.Acts.SecondFactorReset, user, by);
                return await Answer(await users.UpdateSecurityStampAsync(user));
            default:
                return await Page(id, context, users, looking, new("user.not-own"), StatusCodes.Status400BadRequest);
        }

        async Task<IResult> Answer(IdentityResult result)
        {
            if (result.Succeeded)
                Done.Leave(context, $"access-{act}", $"/users/{id}");
            return result.Succeeded ? SignInAddress.SeeOther(context, $"/users/{id}") : await Page(id, context, users, looking, new("form.changed-meanwhile"), StatusCodes.Status409Conflict);
        }
    }

    static async Task<IResult> Page(Guid id, HttpContext context, UserManager<PortalUser> users, Looking looking, Fault? fault, int status)
    {
        var cancel = context.RequestAborted;
        if (await looking.List.One(id, cancel) is not { } row || await looking.Db.Users.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } user)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var records = await looking.Records.Of(user, cancel);
        var actors = records.Select(record => record.By).OfType<Guid>().ToHashSet();
        return HtmlPage.Of<UserPage>(context, new
        {
            Model = new Model(row, row.State is { } state ? (await looking.List.Names(cancel)).Of(state) : null, user.TwoFactorEnabled, users.GetUserId(context.User) == id.ToString(), records,
                await looking.Db.Users.Where(it => actors.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel), fault),
        }, status);
    }
}

/// <summary>What the page of one person is read from.</summary>
sealed record Looking(UserList List, AccessRecords Records, PortalDb Db);
