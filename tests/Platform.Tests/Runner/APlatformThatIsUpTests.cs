using ManifestRunner.Processes;
using Npgsql;
using Servers;

namespace Platform.Tests.Runner;

/// <summary>One platform for all the rules: each leaves it as healthy as it found it.</summary>
public sealed class Running : IAsyncLifetime
{
    internal TinyPlatform Platform { get; } = new(withServers: true);

    internal Answer Start { get; private set; } = new(-1, "");

    public async ValueTask InitializeAsync()
    {
        Start = await Platform.Up();
        Start.Code.ShouldBe(0, Start.Said);
    }

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}

[Collection("one runner at a time")]
public sealed class A_platform_that_is_up(Running running) : IClassFixture<Running>
{
    readonly TinyPlatform platform = running.Platform;

    [Fact]
    public async Task Lists_every_server_database_and_process_with_its_health_and_address()
    {
        var status = await platform.Status();

        status.Select(listed => $"{listed.Kind} {listed.Name} {listed.State}").ShouldBe([
            "server mail healthy", "server store healthy", "server quick healthy", "database hellodb healthy",
            "service hello healthy", "service hello-2 healthy", "service front healthy",
        ]);
        status.Where(listed => listed.Kind != "database").ShouldAllBe(listed => listed.Pid > 0 && File.Exists(listed.Log) && listed.Url != null);
        (await platform.Status("front")).Url.ShouldBe($"http://localhost:{platform.Port}");
    }

    [Fact]
    public async Task Gives_a_service_what_the_manifest_says_and_a_database_that_is_there()
    {
        var environment = await platform.EnvironmentOf("hello");

        (await Ask(environment["ConnectionStrings__hellodb"], "select current_database()")).ShouldBe("hellodb");
        environment["ASPNETCORE_ENVIRONMENT"].ShouldBe("Development");
        environment["OTEL_SERVICE_NAME"].ShouldBe("hello");
        environment["QUICK_HOST"].ShouldBe("127.0.0.1");
        environment.ShouldNotContainKey("HELLO_HTTPS"); // nobody serves TLS here
    }

    [Fact]
    public async Task Tells_the_entrance_the_address_of_every_replica()
    {
        var environment = await platform.EnvironmentOf("front");

        environment["services__hello__http__0"].ShouldBe((await platform.Status("hello")).Url);
        environment["services__hello__http__1"].ShouldBe((await platform.Status("hello-2")).Url);
        environment.ShouldContainKey("services__hello-again__http__0", "a shell in between must not drop names with a hyphen");
    }

    [Fact]
    public async Task Listens_on_loopback_only()
    {
        var ours = (await platform.Status()).Where(listed => listed.Url is not null).Select(listed => new Uri(listed.Url!).Port).ToHashSet();
        const string listening = "0A", loopback = "0100007F", loopback6 = "00000000000000000000000001000000";

        var addresses = ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields[3] == listening)
            .Select(fields => fields[1].Split(':')).Where(address => ours.Contains(Convert.ToInt32(address[1], 16))).ToList();

        addresses.Count.ShouldBe(ours.Count);
        addresses.ShouldAllBe(address => address[0] == loopback || address[0] == loopback6);
    }

    [Fact]
    public async Task Starts_a_killed_service_again_at_the_same_address()
    {
        var before = await platform.Status("hello");

        var after = await Back(before);

        after.Url.ShouldBe(before.Url);
    }

    [Fact]
    public async Task Starts_a_killed_server_again_with_its_data()
    {
        var database = (await platform.EnvironmentOf("hello"))["ConnectionStrings__hellodb"];
        await Ask(database, "create table if not exists kept (word text); insert into kept values ('kept'); select 1");

        await Back(await platform.Status("store"));

        (await Ask(database, "select word from kept limit 1")).ShouldBe("kept");
    }

    [Fact]
    public async Task Restarts_what_it_is_asked_to_and_nothing_else()
    {
        var before = await platform.Status();

        (await platform.Run("restart", ["quick"])).ShouldBe(new Answer(0, "quick is back.\n"));

        var after = await platform.Status();
        after.Zip(before).Where(pair => pair.First.Pid != pair.Second.Pid).Select(pair => pair.First.Name).ShouldBe(["quick"]);
    }

    [Fact]
    public async Task Says_so_when_it_is_asked_to_start_again()
    {
        var before = await platform.Status();

        var again = await platform.Up();

        again.ShouldBe(new Answer(0, $"The platform is already up: http://localhost:{platform.Port} (./platform status)\n"));
        (await platform.Status()).Select(listed => listed.Pid).ShouldBe(before.Select(listed => listed.Pid));
    }

    [Fact]
    public async Task Shows_the_log_of_a_resource_and_names_those_there_are()
    {
        (await platform.Run("logs", ["hello"])).Said.ShouldContain("Now listening on");

        var unknown = await platform.Run("logs", ["nobody"]);
        unknown.Code.ShouldBe(1);
        unknown.Said.ShouldContain("There are: ");
        unknown.Said.ShouldContain("hello");
    }

    /// <summary>Kills it and waits until it is back.</summary>
    async Task<Listed> Back(Listed before)
    {
        Signal.Kill.Send(before.Pid!.Value);
        await Eventually.True($"{before.Name} is back", async () => await platform.Status(before.Name) is { State: "healthy" } now && now.Pid != before.Pid);
        return await platform.Status(before.Name);
    }

    static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
