using Operator.Backups;
using Processes;

namespace Operator.Tests;

/// <summary>Which backup a moment is brought back from, and what is refused before anything is touched.</summary>
public sealed class Choosing_what_to_restore_from
{
    static readonly DateTimeOffset now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    static readonly KeptBackup[] kept = [Kept("20261121-095800F", now.AddHours(-2)), Kept("20261120-095900F", now.AddHours(-26))];

    static KeptBackup Kept(string name, DateTimeOffset finished) => new(null!, name, finished, 1, 1, []);

    static Origin Choose(string? at, string? name = null) => Choice.Of(at, name, kept, now);

    [Theory]
    [InlineData("2026-11-21T11:00Z", "20261121-095800F")]
    [InlineData("2026-11-21T10:00:00Z", "20261121-095800F")]
    [InlineData("2026-11-21T12:59+03:00", "20261120-095900F")]
    [InlineData("2026-11-21 09:59:59Z", "20261120-095900F")]
    public void Takes_the_last_backup_that_was_finished_at_the_moment_whichever_server_it_is_of(string at, string from) =>
        Choose(at).Backup.Name.ShouldBe(from);

    [Fact]
    public void Takes_the_end_of_a_backup_that_is_named() =>
        Choose(null, "20261120-095900F").ShouldSatisfyAllConditions(
            origin => origin.Backup.Name.ShouldBe("20261120-095900F"),
            origin => origin.Moment.ShouldBeNull());

    [Theory]
    [InlineData("2026-11-20T09:59Z", null, "No backup is old enough for 2026-11-20 09:59:00Z")]
    [InlineData("2026-11-21T12:01Z", null, "is still to come")]
    [InlineData("yesterday", null, "A moment is written with its offset, like 2026-11-21T10:15Z or 2026-11-21T13:15+03:00, not yesterday.")]
    [InlineData("21/11/2026 11:00Z", null, "not 21/11/2026 11:00Z.")]
    [InlineData("2026-11-21T11:00", null, "not 2026-11-21T11:00.")]
    [InlineData("2026-02-30T11:00Z", null, "not 2026-02-30T11:00Z.")]
    [InlineData(null, "20250101-000000F", "There is no backup 20250101-000000F. There are: 20261120-095900F, 20261121-095800F")]
    [InlineData(null, null, "Say to when: --at MOMENT")]
    [InlineData("2026-11-21T11:00Z", "20261120-095900F", "Say to when: --at MOMENT")]
    public void Refuses_what_cannot_be_brought_back_and_says_why(string? at, string? name, string said) =>
        Should.Throw<Problem>(() => Choose(at, name)).Message.ShouldContain(said);

    [Fact]
    public void Refuses_when_there_is_no_backup_at_all() =>
        Should.Throw<Problem>(() => Choice.Of("2026-11-21T11:00Z", null, [], now)).Message.ShouldContain("Take one with ./platform backup");
}
