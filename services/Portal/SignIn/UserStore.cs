using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Storage;

namespace Portal.SignIn;

/// <summary>Where ASP.NET Core Identity finds and keeps the portal's users: <see cref="PortalDb"/>.</summary>
/// <remarks>What is set is kept by the next create or update, together, as Identity calls them.</remarks>
sealed partial class UserStore(PortalDb db, TimeProvider time, IDataProtectionProvider protection, IPasswordHasher<PortalUser> hashes) :
    IUserPasswordStore<PortalUser>, IUserLockoutStore<PortalUser>, IUserSecurityStampStore<PortalUser>, IUserClaimStore<PortalUser>
{
    static readonly IdentityErrorDescriber faults = new();

    public Task<string> GetUserIdAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task SetUserNameAsync(PortalUser user, string? userName, CancellationToken cancellationToken) =>
        Set(() => user.Name = userName ?? throw new ArgumentNullException(nameof(userName)));

    public Task<string?> GetNormalizedUserNameAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedName);

    public Task SetNormalizedUserNameAsync(PortalUser user, string? normalizedName, CancellationToken cancellationToken) => Set(() => user.NormalizedName = normalizedName);

    public Task<string?> GetPasswordHashAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(PortalUser user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetSecurityStampAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.SecurityStamp);

    public Task SetSecurityStampAsync(PortalUser user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(PortalUser user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(() => user.LockoutEnd = lockoutEnd?.ToUniversalTime());

    public Task<int> GetAccessFailedCountAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<int> IncrementAccessFailedCountAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(PortalUser user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<bool> GetLockoutEnabledAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnabled);

    public Task SetLockoutEnabledAsync(PortalUser user, bool enabled, CancellationToken cancellationToken) => Set(() => user.LockoutEnabled = enabled);

    public Task<PortalUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? db.Users.SingleOrDefaultAsync(user => user.Id == id, cancellationToken) : Task.FromResult<PortalUser?>(null);

    public Task<PortalUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Users.SingleOrDefaultAsync(user => user.NormalizedName == normalizedUserName, cancellationToken);

    public async Task<IdentityResult> CreateAsync(PortalUser user, CancellationToken cancellationToken)
    {
        user.ConcurrencyStamp = Stamp();
        db.Add(user);
        return await Save(user, cancellationToken);
    }

    public async Task<IdentityResult> UpdateAsync(PortalUser user, CancellationToken cancellationToken)
    {
        user.ConcurrencyStamp = Stamp();
        return await Save(user, cancellationToken);
    }

    public async Task<IdentityResult> DeleteAsync(PortalUser user, CancellationToken cancellationToken)
    {
        db.Remove(user);
        return await Save(user, cancellationToken);
    }

    public async Task<IList<Claim>> GetClaimsAsync(PortalUser user, CancellationToken cancellationToken) =>
        [.. (await db.UserClaims.AsNoTracking().Where(claim => claim.User == user.Id).OrderBy(claim => claim.Type).ThenBy(claim => claim.Value).ToListAsync(cancellationToken))
            .Select(claim => new Claim(claim.Type, claim.Value))];

    public Task AddClaimsAsync(PortalUser user, IEnumerable<Claim> claims, CancellationToken cancellationToken) =>
        Set(() => db.AddRange(claims.Select(claim => new UserClaim { User = user.Id, Type = claim.Type, Value = claim.Value })));

    public async Task RemoveClaimsAsync(PortalUser user, IEnumerable<Claim> claims, CancellationToken cancellationToken)
    {
        foreach (var claim in claims)
            if (await db.UserClaims.FindAsync([user.Id, claim.Type, claim.Value], cancellationToken) is { } held)
                db.Remove(held);
    }

    public async Task ReplaceClaimAsync(PortalUser user, Claim claim, Claim newClaim, CancellationToken cancellationToken)
    {
        await RemoveClaimsAsync(user, [claim], cancellationToken);
        await AddClaimsAsync(user, [newClaim], cancellationToken);
    }

    public async Task<IList<PortalUser>> GetUsersForClaimAsync(Claim claim, CancellationToken cancellationToken) =>
        await db.Users.Where(user => db.UserClaims.Any(held => held.User == user.Id && held.Type == claim.Type && held.Value == claim.Value)).ToListAsync(cancellationToken);

    /// <summary>The context is the request's; it ends with it.</summary>
    public void Dispose()
    {
    }

    async Task<IdentityResult> Save(PortalUser user, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            return IdentityResult.Failed(faults.ConcurrencyFailure());
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return IdentityResult.Failed(faults.DuplicateUserName(user.Name));
        }
    }

    string Stamp() => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
