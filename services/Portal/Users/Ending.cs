using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Languages;
using Portal.SignIn;

namespace Portal.Users;

/// <summary>What an operator does to somebody's access. Each is asked once more before it is done: it takes at once what its person has in hand.</summary>
sealed class Ending(UserManager<PortalUser> users, Invitations invitations, AccessRecords records, TimeProvider time)
{
    /// <param name="row">Whose access it is.</param>
    /// <param name="who">The person with role and State, in the reader's language.</param>
    public IReadOnlyList<Form> Forms(HttpContext context, ShowUsers.Row row, string who, bool hasSecondFactor, Guid? by, Language language)
    {
        return
        [
            Act("invite-anew", true, async user => await invitations.InviteAnew(user, by) is ({ } secret, _)
                ? new(Shown: InvitedPage.Of(context, row.Person, secret, language.Moment(time.GetUtcNow() + Invitation.Holds)))
                : null),
            Act("reset-second-factor", hasSecondFactor, user =>
            {
                user.ForgetSecondFactor();
                records.Note(AccessRecord.Acts.SecondFactorReset, user, by);
                return Done(users.UpdateSecurityStampAsync(user));
            }),
            Act("end-access", row.Standing != Standing.Ended, user => Done(invitations.End(user, by))),
        ];

        Form Act(string name, bool isOffered, Func<PortalUser, Task<OwnOutcome?>> act) => Portal.Forms.Form.OfThePortal(name, [], new(async _ =>
            (await users.FindByIdAsync(row.Id.ToString()) is { } user ? await act(user) : null) ?? new(new FormFault(null, language["form.changed-meanwhile"]))))
            with { IsAside = true, IsOffered = isOffered, Grave = language.With($"form.{name}.grave", language.KeptApart(who)) };

        static async Task<OwnOutcome?> Done(Task<IdentityResult> done) => (await done).Succeeded ? new() : null;
    }
}
