using System.Diagnostics.CodeAnalysis;

namespace Portal.SignIn;

/// <summary>Somebody who may sign in. What they may be stands in their claims; the services know them by <see cref="Id"/> alone.</summary>
public sealed class PortalUser
{
    public Guid Id { get; init; }

    /// <summary>What they type to sign in.</summary>
    public required string Name { get; set; }

    /// <summary>What they are called, in whatever script they write it: see <see cref="Users.Person"/>. Null where none was given.</summary>
    public string? FullName { get; set; }

    public string? NormalizedName { get; set; }
    public string? PasswordHash { get; set; }
    public string? SecurityStamp { get; set; }
    public string? ConcurrencyStamp { get; set; }
    public DateTimeOffset? LockoutEnd { get; set; }
    public bool LockoutEnabled { get; set; }
    public int AccessFailedCount { get; set; }
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When their access was ended; null while it was not. The account stays, since the journals know its id.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public bool TwoFactorEnabled { get; set; }

    /// <summary>The secret their authenticator app shares with the portal, base32, protected with the portal's keys.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>Number of the half minute whose code was taken last.</summary>
    public long? LastCode { get; set; }

    /// <summary>Hashes of the codes that stand in for a lost authenticator, each once.</summary>
    public List<string> RecoveryCodes { get; set; } = [];

    public void ForgetSecondFactor()
    {
        (TwoFactorEnabled, AuthenticatorKey, LastCode) = (false, null, null);
        RecoveryCodes = [];
    }
}

/// <summary>What a user may be: a role by its name in tokens, or the State of a State's role.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "A claim's own words.")]
public sealed class UserClaim
{
    public Guid User { get; init; }
    public required string Type { get; init; }
    public required string Value { get; init; }
}
