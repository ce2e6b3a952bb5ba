using ManifestRunner.Backups;
using ManifestRunner.Processes;

namespace ManifestRunner.Tests;

/// <summary>Which backup a moment is brought back from, and what is refused before anything is touched.</summary>
public sealed class Choosing_what_to_restore_from : IDisposable
{
    static readonly DateTimeOffset now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-backups-");

    public Choosing_what_to_restore_from()
    {
        Keep("7001", "2026-11-20T10-00-00Z", now.AddHours(-26));
        Keep("7002", "2026-11-21T10-00-00Z", now.AddHours(-2));
    }

    public void Dispose() => folder.Delete(recursive: true);

    BackupsOfAServer Keep(string server, string name, DateTimeOffset finished)
    {
        var backups = new BackupsOfAServer(Path.Combine(folder.FullName, server));
        Directory.CreateDirectory(backups.PathOf(name));
        backups.Note(new(name, finished.AddMinutes(-1), finished, "000000010000000000000004", "0/4000028", server, 1, []));
        return backups;
    }

    Origin Choose(string? at, string? name = null) => Choice.Of(at, name, BackupsOfAServer.In(folder.FullName), now);

    [Theory]
    [InlineData("2026-11-21T11:00Z", "2026-11-21T10-00-00Z")]
    [InlineData("2026-11-21T10:00:00Z", "2026-11-21T10-00-00Z")]
    [InlineData("2026-11-21T12:59+03:00", "2026-11-20T10-00-00Z")]
    [InlineData("2026-11-21 09:59:59", "2026-11-20T10-00-00Z")]
    public void Takes_the_last_backup_that_was_finished_at_the_moment_whichever_server_it_is_of(string at, string from) =>
        Choose(at).Backup.Name.ShouldBe(from);

    [Fact]
    public void Takes_the_end_of_a_backup_that_is_named() =>
        Choose(null, "2026-11-20T10-00-00Z").ShouldSatisfyAllConditions(
            origin => origin.Backup.Name.ShouldBe("2026-11-20T10-00-00Z"),
            origin => origin.Moment.ShouldBeNull());

    [Theory]
    [InlineData("2026-11-20T09:59Z", null, "No backup is old enough for 2026-11-20 09:59:00Z")]
    [InlineData("2026-11-21T12:01Z", null, "is still to come")]
    [InlineData("yesterday", null, "A moment is written like 2026-11-21T10:15Z, not yesterday.")]
    [InlineData(null, "2025-01-01T00-00-00Z", "There is no backup 2025-01-01T00-00-00Z. There are: 2026-11-20T10-00-00Z, 2026-11-21T10-00-00Z")]
    [InlineData(null, null, "Say to when: --at MOMENT")]
    [InlineData("2026-11-21T11:00Z", "2026-11-20T10-00-00Z", "Say to when: --at MOMENT")]
    public void Refuses_what_cannot_be_brought_back_and_says_why(string? at, string? name, string said) =>
        Should.Throw<Problem>(() => Choose(at, name)).Message.ShouldContain(said);

    [Fact]
    public void Refuses_when_there_is_no_backup_at_all() =>
        Should.Throw<Problem>(() => Choice.Of("2026-11-21T11:00Z", null, [], now)).Message.ShouldContain("Take one with ./platform backup");

    [Fact]
    public void Never_takes_a_backup_that_was_interrupted()
    {
        var backups = Keep("7002", "2026-11-21T11-00-00Z", now.AddHours(-1));
        Directory.CreateDirectory(backups.PathOf("2026-11-21T11-30-00Z")); // begun, never noted
        Choose("2026-11-21T11:45Z").Backup.Name.ShouldBe("2026-11-21T11-00-00Z");

        backups.RemoveUnfinished();

        Directory.Exists(backups.PathOf("2026-11-21T11-30-00Z")).ShouldBeFalse();
        backups.Read().Select(backup => backup.Name).ShouldBe(["2026-11-21T10-00-00Z", "2026-11-21T11-00-00Z"]);
    }
}

[Collection("one runner at a time")]
public sealed class Backing_up_and_restoring
{
    [Theory]
    [InlineData("backup")]
    [InlineData("restore", "hello", "--at", "2026-01-01T00:00Z")]
    public async Task Is_refused_when_the_platform_is_not_up(string verb, params string[] arguments)
    {
        await using var platform = new TinyPlatform(withServers: true);

        var refused = await platform.Run(verb, arguments);

        refused.ShouldBe(new Answer(1, "platform: The platform is not up. Start it with ./platform up\n"));
    }

    [Fact]
    public async Task Brings_back_a_database_and_keeps_the_one_that_was_there_and_changes_nothing_when_it_refuses()
    {
        await using var platform = new TinyPlatform(withServers: true);
        (await platform.Up()).Code.ShouldBe(0);
        var connection = (await platform.EnvironmentOf("hello"))["ConnectionStrings__hellodb"];
        await Execute(connection, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");

        (await platform.Run("restore", ["hello", "--at", "2026-01-01T00:00Z"])).ShouldBe(new Answer(1, "platform: There is no backup to restore from. Take one with ./platform backup, or name another folder with --from\n"));
        var backup = await platform.Run("backup");
        backup.Code.ShouldBe(0, backup.Said);
        var name = (await platform.Run("backup", ["--list"])).Said.Split(' ')[0];
        await Execute(connection, "INSERT INTO note VALUES ('later')");

        (await platform.Run("restore", ["nobody", "--backup", name])).ShouldBe(new Answer(1, "platform: There is no service nobody with a database here. There are: hello\n"));
        (await platform.Run("backup", ["--to", "/nowhere-else"])).Said.ShouldContain("The backups are kept in ");
        (await Notes(connection)).ShouldBe(2L);

        var restore = await platform.Run("restore", ["hello", "--backup", name]);
        restore.Code.ShouldBe(0, restore.Said);
        Npgsql.NpgsqlConnection.ClearAllPools();
        (await Notes(connection)).ShouldBe(1L);
        var aside = restore.Said.Split("is kept as ")[1].Split('.')[0];
        (await Notes($"{connection};Database={aside}")).ShouldBe(2L);
        (await platform.Status()).ShouldAllBe(listed => listed.State == "healthy");
    }

    static Task<object?> Notes(string connection) => Execute(connection, "SELECT count(*) FROM note");

    static async Task<object?> Execute(string connection, string sql)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
