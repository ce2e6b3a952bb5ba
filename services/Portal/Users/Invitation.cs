namespace Portal.Users;

/// <summary>An address by which one person chooses the password of their account, once. The operator hands it over; the portal sends no mail.</summary>
public sealed class Invitation
{
    /// <summary>Long enough for a weekend and a day, short enough that an address that was left lying about is dead.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromHours(72);

    /// <summary>SHA-256 of the secret in the address, base64url: whoever reads the table cannot enter.</summary>
    public required string SecretHash { get; init; }

    public Guid User { get; init; }

    public DateTimeOffset HoldsUntil { get; init; }
}
