namespace Portal.Users;

/// <summary>Something done to somebody's access: by whom, when, to whom. No secret, no password, no code.</summary>
public sealed class AccessRecord
{
    /// <summary>In the order of recording; given by the database.</summary>
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Who did it; null for the portal itself.</summary>
    public Guid? By { get; init; }

    /// <summary>One of <see cref="Acts"/>.</summary>
    public required string Act { get; init; }

    /// <summary>Whose access it was done to.</summary>
    public Guid Subject { get; init; }

    /// <summary>What can be done to somebody's access. Each has its text, <c>access.{act}</c>.</summary>
    public static class Acts
    {
        public const string Invited = "invited", NameChanged = "name-changed", InvitedAnew = "invited-anew", Entered = "entered", Ended = "ended", Paused = "paused",
        PasswordChanged = "password-changed",
            SecondFactorSet = "second-factor-set", SecondFactorReset = "second-factor-reset", RecoveryCodesMade = "recovery-codes-made", RecoveryCodeUsed = "recovery-code-used";
    }
}
