using Operator.Tests.World;
using Processes;

namespace Operator.Tests;

public sealed class Restoring_databases
{
    [Fact]
    public async Task Brings_one_back_and_keeps_the_one_that_was_there_and_changes_nothing_when_it_refuses()
    {
        await using var postgres = await ArchivedPostgres.Start("hello", "other");
        await postgres.Run("hellodb", "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");
        (await Refused(postgres.Restore(["hello", "--at", "2026-01-01T00:00Z"])))
            .ShouldBe("There is no backup to restore from. Take one with ./platform backup, or name another folder with --from");
        await postgres.Backup();
        var name = (await postgres.Kept()).Single();
        await postgres.Run("hellodb", "INSERT INTO note VALUES ('later')");
        await postgres.Run("otherdb", "CREATE TABLE note (text text); INSERT INTO note VALUES ('later')");

        (await Refused(postgres.Restore(["nobody", "--backup", name]))).ShouldBe("There is no service nobody with a database here. There are: hello, other");
        (await Refused(postgres.Restore(["--backup", name]))).ShouldBe("Say what to restore: one service, or --all. Services: hello, other");
        (await Refused(postgres.Restore(["hello", "other", "--backup", name]))).ShouldBe("./platform restore takes one service. See ./platform help");
        (await Refused(postgres.Restore(["hello", "--backup", "20010101-000000F"]))).ShouldStartWith("There is no backup 20010101-000000F.");
        (await Refused(postgres.Restore(["hello", "--backup", name, "--from", "/nowhere-else"]))).ShouldBe("There is no folder /nowhere-else.");
        (await Notes(postgres, "hellodb")).ShouldBe(2);

        var said = await postgres.Restore(["hello", "--backup", name]);

        (await Notes(postgres, "hellodb")).ShouldBe(1);
        (await Notes(postgres, "otherdb")).ShouldBe(1, "only what was asked goes back");
        var aside = said.Split("is kept as ")[1].Split('.')[0];
        (await Notes(postgres, aside)).ShouldBe(2);
        Directory.Exists(Path.Combine(postgres.Folder, "data/postgres/restore")).ShouldBeFalse("what it was read out of is removed");
        (await Refused(postgres.Restore(["--drop", "hellodb"]))).ShouldBe("hellodb is not a database that a restore set aside.");
        (await postgres.Restore(["--drop", aside])).ShouldBe($"{aside} is gone for good.\n");
        (await postgres.Scalar<long>("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'hellodb%'")).ShouldBe(1);
    }

    [Fact]
    public async Task Brings_everything_back_onto_a_new_machine_up_to_the_last_change_that_was_archived()
    {
        await using var lost = await ArchivedPostgres.Start("hello", "other");
        await lost.Run("hellodb", "CREATE TABLE note (text text); INSERT INTO note VALUES ('before the backup')");
        await lost.Backup();
        await lost.Run("hellodb", "INSERT INTO note VALUES ('after it')");
        await lost.Run("otherdb", "CREATE TABLE note (text text); INSERT INTO note VALUES ('after it')");
        var moment = await lost.Moment();
        await lost.Run("hellodb", "INSERT INTO note VALUES ('the last')");
        await lost.Backup(); // everything until here is archived
        await lost.Stop();
        await using var machine = await ArchivedPostgres.Start("hello", "other");
        var place = Path.Combine(lost.Folder, "backup");

        var tooLate = await machine.Moment();
        (await Refused(machine.Restore(["--all", "--from", place, "--at", tooLate]))).ShouldStartWith("The archive ends before ");
        (await machine.Scalar<bool>("hellodb", "SELECT to_regclass('note') IS NULL")).ShouldBeTrue();

        await machine.Restore(["--all", "--from", place, "--at", moment]);

        (await Notes(machine, "hellodb")).ShouldBe(2);
        (await Notes(machine, "otherdb")).ShouldBe(1);
        await machine.Backup("--to", place);
        (await machine.Kept()).Length.ShouldBe(3, "each server has a folder of its own there");
        Directory.GetDirectories(place).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Is_refused_when_the_archive_has_a_gap()
    {
        await using var postgres = await ArchivedPostgres.Start("hello");
        await postgres.Backup();
        await postgres.Run("hellodb", "CREATE TABLE note (text text); SELECT pg_switch_wal()");
        var moment = await postgres.Moment();
        await postgres.Run("hellodb", "INSERT INTO note VALUES ('kept')");
        await Servers.Eventually.True("it is archived", async () => await postgres.Scalar<bool>("hellodb",
            "SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 16777216) FROM pg_stat_archiver"));
        new DirectoryInfo(Path.Combine(postgres.Repository, "archive")).EnumerateFiles("*.zst", SearchOption.AllDirectories).MaxBy(file => file.Name)!.Delete();

        (await Refused(postgres.Restore(["hello", "--at", moment]))).ShouldStartWith("The archive ends before ");

        (await Notes(postgres, "hellodb")).ShouldBe(1);
    }

    static async Task<string> Refused(Task<string> run) => (await run.ShouldThrowAsync<Problem>()).Message;

    static Task<long> Notes(ArchivedPostgres postgres, string database) => postgres.Scalar<long>(database, "SELECT count(*) FROM note");
}
