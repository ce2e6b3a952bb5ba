using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Contracts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.SignIn;
using Portal.Storage;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>Lets people in, and ends that they are.</summary>
sealed class Invitations(PortalDb db, UserManager<PortalUser> users, AccessRecords records, TimeProvider time)
{
    /// <summary>256 bits, so that nobody guesses one.</summary>
    const int SecretBytes = 32;

    /// <summary>Registers somebody and makes the address that lets them in.</summary>
    /// <param name="fullName">What they are called, as <see cref="Person.Kept"/> has it; null for the first operator, of whom nobody knows it yet.</param>
    /// <param name="state">Given for a role of a State, and only then.</param>
    /// <returns>The secret of the address, kept nowhere; or why not.</returns>
    public async Task<(string? Secret, IdentityResult Result)> Invite(string name, string? fullName, Role role, StateCode? state, Guid? by)
    {
        var user = new PortalUser { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = name, FullName = fullName, RegisteredAt = time.GetUtcNow() };
        var secret = Add(user);
        records.Note(AccessRecord.Acts.Invited, user, by);
        db.Add(new UserClaim { User = user.Id, Type = Asker.Claims.Role, Value = RoleNames.Of(role) });
        if (state is { } of)
            db.Add(new UserClaim { User = user.Id, Type = Asker.Claims.State, Value = of.ToString() });
        var result = await users.CreateAsync(user);
        return (result.Succeeded ? secret : null, result);
    }

    /// <summary>Makes a new address for somebody: any older one is dead, and so are their password and open browsers. The second factor stays.</summary>
    public async Task<(string? Secret, IdentityResult Result)> InviteAnew(PortalUser user, Guid? by)
    {
        db.RemoveRange(await db.Invitations.Where(it => it.User == user.Id).ToListAsync());
        (user.PasswordHash, user.EndedAt, user.LockoutEnd, user.AccessFailedCount) = (null, null, null, 0);
        var secret = Add(user);
        records.Note(AccessRecord.Acts.InvitedAnew, user, by);
        var result = await users.UpdateSecurityStampAsync(user);
        return (result.Succeeded ? secret : null, result);
    }

    /// <summary>A further address for who has not entered yet; those made before still hold.</summary>
    public async Task<string> InviteOnceMore(PortalUser user)
    {
        var secret = Add(user);
        await db.SaveChangesAsync();
        return secret;
    }

    /// <summary>Ends somebody's access: password, second factor, invitations, open browsers and what they left unfinished.</summary>
    public async Task<IdentityResult> End(PortalUser user, Guid? by)
    {
        db.RemoveRange(await db.Drafts.Where(it => it.Person == user.Id).ToListAsync());
        db.RemoveRange(await db.Invitations.Where(it => it.User == user.Id).ToListAsync());
        (user.PasswordHash, user.EndedAt) = (null, time.GetUtcNow());
        user.ForgetSecondFactor();
        records.Note(AccessRecord.Acts.Ended, user, by);
        return await users.UpdateSecurityStampAsync(user);
    }

    /// <returns>Whom an address lets in; null when it is unknown, used, over or replaced: nobody is told which.</returns>
    public async Task<PortalUser?> Find(string secret, CancellationToken cancel)
    {
        var (hash, now) = (HashOf(secret), time.GetUtcNow());
        return await db.Users.SingleOrDefaultAsync(user => user.EndedAt == null
            && db.Invitations.Any(it => it.SecretHash == hash && it.User == user.Id && it.HoldsUntil > now), cancel);
    }

    /// <summary>Gives an invited person their password and uses up every address they have. Of two at the same time one succeeds.</summary>
    public async Task<IdentityResult> Accept(PortalUser user, string password, CancellationToken cancel)
    {
        db.RemoveRange(await db.Invitations.Where(it => it.User == user.Id).ToListAsync(cancel));
        records.Note(AccessRecord.Acts.Entered, user, user.Id);
        return await users.AddPasswordAsync(user, password);
    }

    string Add(PortalUser user)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        db.Add(new Invitation { SecretHash = HashOf(secret), User = user.Id, HoldsUntil = time.GetUtcNow() + Invitation.Holds });
        return secret;
    }

    static string HashOf(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
