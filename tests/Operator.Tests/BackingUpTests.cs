using Operator.Tests.World;
using Servers;
using Problem = Processes.Problem;

namespace Operator.Tests;

public sealed class Backing_up
{
    const string SwitchLog = "SELECT pg_switch_wal() FROM (SELECT pg_current_xact_id()) AS something_to_switch";

    [Fact]
    public async Task Begins_the_archive_and_before_the_first_nothing_is_archived_and_nothing_fails()
    {
        await using var postgres = await ArchivedPostgres.Start("hello");
        await postgres.Run("postgres", SwitchLog);
        await Archived(postgres);
        (await postgres.Backup("--list")).ShouldBe("There is no backup yet. Take one with ./platform backup\n");
        Directory.Exists(Path.Combine(postgres.Folder, "backup")).ShouldBeFalse();

        (await postgres.Backup()).ShouldContain("Backed up and verified in");

        (await postgres.Kept()).Length.ShouldBe(1);
        await postgres.Run("postgres", SwitchLog);
        var last = await postgres.Scalar<string>("postgres", "SELECT pg_walfile_name(pg_current_wal_lsn() - 1)");
        await Eventually.True($"{last} is archived", () => Task.FromResult(Segments(postgres).Any(segment => segment.CompareTo(last, StringComparison.Ordinal) >= 0)));
        (await postgres.Scalar<long>("postgres", "SELECT failed_count FROM pg_stat_archiver")).ShouldBe(0);
    }

    [Fact]
    public async Task Keeps_as_many_as_it_is_told_and_the_archive_from_the_oldest_of_them_on()
    {
        await using var postgres = await ArchivedPostgres.Start("hello");
        await postgres.Backup();
        await postgres.Backup("--keep", "2");
        var (both, segments) = (await postgres.Kept(), Segments(postgres));
        both.Length.ShouldBe(2);

        await postgres.Backup("--keep", "1");

        (await postgres.Kept()).ShouldHaveSingleItem().ShouldNotBeOneOf(both);
        Segments(postgres).Intersect(segments).ShouldBeEmpty("what only the older ones needed is gone");
    }

    [Fact]
    public async Task Says_when_something_that_is_kept_is_not_what_it_was()
    {
        await using var postgres = await ArchivedPostgres.Start("hello");
        await postgres.Backup();
        var bundle = new DirectoryInfo(postgres.Repository).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Directory!.Name == "bundle").MaxBy(file => file.Length)!;
        using (var file = bundle.OpenWrite())
        {
            file.Position = file.Length / 2;
            file.Write("damaged"u8);
        }

        (await Refused(postgres.Backup())).ShouldContain("not all that is kept in ");
    }

    [Fact]
    public async Task Waits_for_its_folder_while_PostgreSQL_keeps_its_log_and_works_on()
    {
        await using var postgres = await ArchivedPostgres.Start("hello");
        await postgres.Run("hellodb", "CREATE TABLE note (text text)");
        await postgres.Backup();
        var (place, away) = (Path.Combine(postgres.Folder, "backup"), Path.Combine(postgres.Folder, "away"));
        Directory.Move(place, away);

        await postgres.Run("hellodb", "INSERT INTO note VALUES ('while it was away')");
        await postgres.Run("postgres", SwitchLog);
        await Eventually.True("archiving fails", async () => await postgres.Scalar<long>("postgres", "SELECT failed_count FROM pg_stat_archiver") > 0);
        (await Refused(postgres.Backup())).ShouldStartWith($"The backups are kept in {place}, which is not there.");
        (await Refused(postgres.Backup("--list"))).ShouldStartWith($"The backups are kept in {place}, which is not there.");
        Directory.Exists(place).ShouldBeFalse("an empty folder in the place of a disk would fill the wrong one");

        (await postgres.Backup("--to", away)).ShouldContain("Backed up and verified", customMessage: "it was moved there");
        (await postgres.Kept()).Length.ShouldBe(2);
        var moment = await postgres.Moment();
        await postgres.Run("hellodb", "DELETE FROM note");
        await postgres.Restore(["hello", "--at", moment]);
        (await postgres.Scalar<string>("hellodb", "SELECT text FROM note")).ShouldBe("while it was away");
        (await Refused(postgres.Backup("--to", place))).ShouldStartWith($"The backups are kept in {away}. To keep them elsewhere: ");
    }

    [Fact]
    public async Task Is_done_one_at_a_time()
    {
        await using var postgres = await ArchivedPostgres.Start("hello");
        using (new FileStream(Path.Combine(postgres.Folder, "backup.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            (await Refused(postgres.Backup())).ShouldStartWith("A backup or a restore is under way.");
            (await Refused(postgres.Restore(["--all", "--backup", "x"]))).ShouldStartWith("A backup or a restore is under way.");
        }
        await postgres.Backup();
    }

    [Fact]
    public async Task Is_refused_when_the_platform_is_not_up()
    {
        await using var postgres = await ArchivedPostgres.Start("hello");
        await postgres.Stop();

        (await Refused(postgres.Backup())).ShouldBe("The platform is not up. Start it with ./platform up");
        (await Refused(postgres.Restore(["hello", "--at", "2026-01-01T00:00Z"]))).ShouldBe("The platform is not up. Start it with ./platform up");
        File.Delete(Path.Combine(postgres.Folder, "ports.json"));
        (await Refused(postgres.Backup("--list"))).ShouldBe("The platform is not up. Start it with ./platform up");
    }

    [Theory]
    [InlineData("./platform backup does not know today. See ./platform help", "today")]
    [InlineData("./platform backup does not know --at. See ./platform help", "--at", "2026-01-01T00:00Z")]
    [InlineData("./platform backup --keep takes a whole number from 1 to 1000, not 0.", "--keep", "0")]
    public async Task Is_refused_with_what_it_does_not_know(string said, params string[] arguments)
    {
        await using var postgres = await ArchivedPostgres.Start();
        (await Refused(postgres.Backup(arguments))).ShouldBe(said);
    }

    static async Task<string> Refused(Task<string> run) => (await run.ShouldThrowAsync<Problem>()).Message;

    static Task Archived(ArchivedPostgres postgres) =>
        Eventually.True("PostgreSQL has given a segment to its archive", async () => await postgres.Scalar<long>("postgres", "SELECT archived_count FROM pg_stat_archiver") > 0);

    static string[] Segments(ArchivedPostgres postgres) =>
        [.. new DirectoryInfo(Path.Combine(postgres.Repository, "archive")).EnumerateFiles("*.zst", SearchOption.AllDirectories).Select(file => file.Name.Split('-')[0])];
}
