using System.Diagnostics.CodeAnalysis;

namespace Portal.SignIn;

/// <summary>Somebody who may sign in. What they may be stands in their claims; the services know them by <see cref="Id"/> alone.</summary>
public sealed class PortalUser
{
    public Guid Id { get; init; }

    /// <summary>What they type to sign in.</summary>
    public required string Name { get; set; }

    public string? NormalizedName { get; set; }
    public string? PasswordHash { get; set; }
    public string? SecurityStamp { get; set; }
    public string? ConcurrencyStamp { get; set; }
    public DateTimeOffset? LockoutEnd { get; set; }
    public bool LockoutEnabled { get; set; }
    public int AccessFailedCount { get; set; }
    public DateTimeOffset RegisteredAt { get; init; }
}

/// <summary>What a user may be: a role by its name in tokens, or the State of a State's role.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "A claim's own words.")]
public sealed class UserClaim
{
    public Guid User { get; init; }
    public required string Type { get; init; }
    public required string Value { get; init; }
}
