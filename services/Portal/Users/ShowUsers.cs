using ServiceDefaults.Reading;
using System.Globalization;
using Contracts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Forms;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using Portal.SignIn;
using Portal.Storage;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>Who may sign in, for the operator, and the way to let somebody in.</summary>
public static class ShowUsers
{
    public const string Address = "/users";

    /// <summary>Shown at once; the others are searched for.</summary>
    const int Most = 200;

    /// <param name="Role">By its name in tokens; null for who has none.</param>
    public sealed record Row(Guid Id, string Name, string? Role, string? State, DateTimeOffset RegisteredAt, Standing Standing);

    /// <param name="Typed">What was typed into the form; null before anything was.</param>
    public sealed record Model(IReadOnlyList<Row> Rows, string? Sought, bool AreMore, Names Names, Typed? Typed, Fault? Fault);

    public sealed record Typed(string Name, string Role, string State);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, Show).For(Role.Operator).IsPage("List who may sign in");
        routes.MapPost(Address, Invite).For(Role.Operator).ExcludeFromDescription();
    }

    static Task<IResult> Show(HttpContext context, UserList list, [FreeText] string? q) => Page(context, list, q, null, null, StatusCodes.Status200OK);

    static async Task<IResult> Invite(HttpContext context, IAntiforgery antiforgery, UserList list, Invitations invitations, Asker asker, LanguageCatalogue languages, TimeProvider time)
    {
        var form = await context.Typed();
        var typed = new Typed(form["name"].ToString().Trim(), form["role"].ToString(), form["state"].ToString().Trim());
        Task<IResult> Refuse(string text, string? field) => Page(context, list, null, typed, new(text, field), StatusCodes.Status400BadRequest);

        if (!await antiforgery.IsRequestValidAsync(context))
            return await Refuse("sign-in.foreign-form", null);
        if (RoleNames.Parse(typed.Role) is not { } role)
            return await Refuse("sign-in.choose-role", "role");
        StateCode? state = null;
        if (RoleNames.IsOfAState(role))
        {
            if (!StateCode.TryParse(typed.State, CultureInfo.InvariantCulture, out var chosen))
                return await Refuse("sign-in.choose-state", "state");
            state = chosen;
        }
        else if (typed.State.Length > 0)
            return await Refuse("users.no-state", "state");
        var (secret, result) = await invitations.Invite(typed.Name, role, state, AccessRecords.Actor(asker));
        return secret is not null ? InvitedPage.Of(context, typed.Name, secret, languages.Current.Moment(time.GetUtcNow() + Invitation.Holds))
            : await Refuse(result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName)) ? "users.name-taken" : "users.name-wrong", "name");
    }

    static async Task<IResult> Page(HttpContext context, UserList list, string? sought, Typed? typed, Fault? fault, int status)
    {
        var rows = await list.Find(sought, Most + 1, context.RequestAborted);
        return HtmlPage.Of<UsersPage>(context, new { Model = new Model([.. rows.Take(Most)], sought, rows.Count > Most, await list.Names(context.RequestAborted), typed, fault) }, status);
    }
}

/// <summary>Where somebody's access stands. Each has its text, <c>standing-of-user.{standing}</c>.</summary>
public enum Standing
{
    Invited,
    InvitationOver,
    Active,

    /// <summary>After wrong tries, for a quarter of an hour.</summary>
    Paused,
    Ended,

    /// <summary>Development identities.</summary>
    WithoutPassword,
}

/// <summary>Finds who may sign in.</summary>
sealed class UserList(PortalDb db, StateNames states, LanguageCatalogue languages, ILookupNormalizer names, TimeProvider time)
{
    public Task<Names> Names(CancellationToken cancel) => states.In(languages.Current, cancel);

    /// <param name="sought">A part of the name, however it is written; null for all.</param>
    public async Task<IReadOnlyList<ShowUsers.Row>> Find(string? sought, int most, CancellationToken cancel)
    {
        var part = names.NormalizeName(sought?.Trim() ?? "") ?? "";
        return await Rows(db.Users.Where(user => user.NormalizedName!.Contains(part)).OrderBy(user => user.NormalizedName).Take(most), cancel);
    }

    public async Task<ShowUsers.Row?> One(Guid id, CancellationToken cancel) => (await Rows(db.Users.Where(user => user.Id == id), cancel)).SingleOrDefault();

    async Task<IReadOnlyList<ShowUsers.Row>> Rows(IQueryable<PortalUser> users, CancellationToken cancel)
    {
        var found = await users.AsNoTracking().Select(user => new
        {
            User = user,
            Claims = db.UserClaims.Where(claim => claim.User == user.Id).ToList(),
            HoldsUntil = db.Invitations.Where(it => it.User == user.Id).Max(it => (DateTimeOffset?)it.HoldsUntil),
        }).ToListAsync(cancel);
        return [.. found.Select(it => new ShowUsers.Row(
            it.User.Id, it.User.Name, it.Claims.FirstOrDefault(claim => claim.Type == Asker.Claims.Role)?.Value, it.Claims.FirstOrDefault(claim => claim.Type == Asker.Claims.State)?.Value,
            it.User.RegisteredAt, StandingOf(it.User, it.HoldsUntil)))];
    }

    Standing StandingOf(PortalUser user, DateTimeOffset? holdsUntil) =>
        user.EndedAt is not null ? Standing.Ended
        : holdsUntil is { } until ? until > time.GetUtcNow() ? Standing.Invited : Standing.InvitationOver
        : user.PasswordHash is null ? Standing.WithoutPassword
        : user.LockoutEnd > time.GetUtcNow() ? Standing.Paused
        : Standing.Active;
}
