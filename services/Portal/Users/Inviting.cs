using System.Globalization;
using Contracts;
using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Languages;
using Portal.Services;
using Portal.SignIn;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>The form by which an operator lets somebody in.</summary>
sealed class Inviting(Invitations invitations, UserManager<PortalUser> users, TimeProvider time)
{
    const string SignInName = "signInName", RoleField = "role", State = "state";

    /// <summary>Room for any address of mail (RFC 5321 §4.5.3.1) that somebody would want to sign in with.</summary>
    const int SignInNameLongest = 100;

    /// <param name="names">Of the States to choose from; typed by its code while there are none.</param>
    public Form Form(HttpContext context, Names names, Language language, Guid? by) => Forms.Form.OfThePortal("invitation",
    [
        Naming.Asked(null, isOwn: false),
        new Field(SignInName, "sign-in.name") { IsRequired = true, Hint = "users.invite.name-hint", LengthMax = SignInNameLongest },
        new Field(RoleField, "sign-in.role", FieldKind.Choice) { IsRequired = true, Options = Option.Words(language, "role", RoleNames.All) },
        new Field(State, "sign-in.state", names.All.Count == 0 ? FieldKind.Line : FieldKind.Choice)
            { When = "when.role-of-a-state", Options = [.. names.All.Select(it => new Option(it.Code, it.Name))] },
    ],
    new(async filled => [.. Naming.Faults(filled, language), .. await Faults(filled, language)], async filled =>
    {
        var (name, called, role) = (One(filled, SignInName), Naming.Typed(filled), RoleNames.Parse(One(filled, RoleField))!.Value);
        var (secret, _) = await invitations.Invite(name, called, role, StateOf(filled), by);
        return secret is null ? new(new FormFault(SignInName, language["users.name-taken"]))
            : new(Shown: InvitedPage.Of(context, new(called, RoleNames.Of(role), name), secret, language.Moment(time.GetUtcNow() + Invitation.Holds)));
    }));

    async Task<IReadOnlyList<FormFault>> Faults(FilledForm filled, Language language)
    {
        var faults = new List<FormFault>();
        var (name, allowed) = (One(filled, SignInName), users.Options.User.AllowedUserNameCharacters);
        if (name.Any(sign => !allowed.Contains(sign, StringComparison.Ordinal)))
            faults.Add(new(SignInName, language["users.name-wrong"]));
        else if (name.Length > 0 && await users.FindByNameAsync(name) is not null)
            faults.Add(new(SignInName, language["users.name-taken"]));
        var (role, state) = (RoleNames.Parse(One(filled, RoleField)), One(filled, State));
        if (role is null)
            faults.Add(new(RoleField, language["sign-in.choose-role"]));
        else if (RoleNames.IsOfAState(role.Value) && StateOf(filled) is null)
            faults.Add(new(State, language["sign-in.choose-state"]));
        else if (!RoleNames.IsOfAState(role.Value) && state.Length > 0)
            faults.Add(new(State, language["users.no-state"]));
        return faults;
    }

    static string One(FilledForm filled, string field) => (filled.Of(field).FirstOrDefault() ?? "").Trim();

    static StateCode? StateOf(FilledForm filled) => StateCode.TryParse(One(filled, State), CultureInfo.InvariantCulture, out var state) ? state : null;
}
