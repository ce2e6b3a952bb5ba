using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Portal.SignIn;

/// <summary>The second factor: what an authenticator app shares is protected with the portal's keys, what stands in for it is hashed.</summary>
sealed partial class UserStore : IUserTwoFactorStore<PortalUser>, IUserAuthenticatorKeyStore<PortalUser>, IUserTwoFactorRecoveryCodeStore<PortalUser>
{
    readonly IDataProtector protector = protection.CreateProtector("Portal.SignIn.Authenticator");

    public Task SetTwoFactorEnabledAsync(PortalUser user, bool enabled, CancellationToken cancellationToken) => Set(() => user.TwoFactorEnabled = enabled);

    public Task<bool> GetTwoFactorEnabledAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorEnabled);

    public Task SetAuthenticatorKeyAsync(PortalUser user, string key, CancellationToken cancellationToken) =>
        Set(() => (user.AuthenticatorKey, user.LastCode) = (protector.Protect(key), null));

    public Task<string?> GetAuthenticatorKeyAsync(PortalUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is { } key ? protector.Unprotect(key) : null);

    public Task ReplaceCodesAsync(PortalUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Set(() => user.RecoveryCodes = [.. recoveryCodes.Select(code => hashes.HashPassword(user, code))]);

    /// <summary>Each once.</summary>
    public Task<bool> RedeemCodeAsync(PortalUser user, string code, CancellationToken cancellationToken)
    {
        var used = user.RecoveryCodes.FirstOrDefault(hash => hashes.VerifyHashedPassword(user, hash, code) != PasswordVerificationResult.Failed);
        if (used is not null)
            user.RecoveryCodes = [.. user.RecoveryCodes.Where(hash => hash != used)];
        return Task.FromResult(used is not null);
    }

    public Task<int> CountCodesAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.RecoveryCodes.Count);
}
