using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ManifestRunner.Processes;
using Npgsql;
using Servers;

namespace ManifestRunner.Tests;

/// <summary>One platform for all the rules: each leaves it as healthy as it found it.</summary>
public sealed class OnePlatform : IAsyncLifetime
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
public sealed class A_platform_that_is_up(OnePlatform one) : IClassFixture<OnePlatform>
{
    readonly TinyPlatform platform = one.Platform;

    [Fact]
    public async Task Lists_every_server_database_and_process_with_its_health_and_address()
    {
        var status = await platform.Status();

        status.Select(listed => $"{listed.Kind} {listed.Name} {listed.State}").ShouldBe([
            "server mail healthy", "server store healthy", "server quick healthy", "database hellodb healthy",
            "service hello healthy", "service hello-2 healthy", "service front healthy", "operations operations healthy",
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

        again.Code.ShouldBe(0);
        again.Said.ShouldStartWith($"The platform is already up: http://localhost:{platform.Port} (./platform status)\nOperations: http://localhost:");
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

    [Fact]
    public async Task Leaves_stopped_what_was_stopped_until_it_is_started()
    {
        (await platform.Run("stop", ["hello-2"])).ShouldBe(new Answer(0, "hello-2 is stopped. Start it with ./platform start hello-2\n"));
        var stopped = await platform.Status("hello-2");
        (stopped.State, stopped.Pid).ShouldBe(("stopped", null));

        (await platform.Run("start", ["hello-2"])).ShouldBe(new Answer(0, "hello-2 runs.\n"));
        (await platform.Status("hello-2")).State.ShouldBe("healthy");
    }

    [Theory]
    [InlineData("restart", "hellodb", "hellodb is not a process of ours, so it cannot be restarted.")]
    [InlineData("stop", "operations", "operations is not a process of ours, so it cannot be stopped.")]
    [InlineData("start", "nobody", "There is no nobody. There are: ")]
    public async Task Refuses_to_do_that_to_what_it_does_not_run(string verb, string name, string why)
    {
        var refused = await platform.Run(verb, [name]);

        refused.Code.ShouldBe(1);
        refused.Said.ShouldContain(why);
    }

    [Fact]
    public async Task Shows_in_its_operations_view_what_status_lists()
    {
        using var operatorAt = await platform.SignIn();

        var page = await operatorAt.GetStringAsync("/");

        foreach (var listed in await platform.Status())
            page.ShouldContain($"""<tr id="{listed.Name}">""");
        (await operatorAt.GetStringAsync("/console/hello")).ShouldContain("Now listening on");
        (await operatorAt.GetStringAsync("/metrics")).ShouldContain("Resident memory");
    }

    [Fact]
    public async Task Stops_and_starts_what_the_buttons_of_its_operations_view_say()
    {
        using var operatorAt = await platform.SignIn();
        var (before, earlier) = (await platform.Status("quick"), await StartedAgain());

        await operatorAt.Press("/", "/resources/quick/stop");
        await Eventually.Is("quick is stopped", async () => (await platform.Status("quick")).State, "stopped");
        (await platform.Status("hello")).State.ShouldBe("healthy");
        (await operatorAt.GetStringAsync("/")).ShouldNotContain("/resources/quick/stop");

        await operatorAt.Press("/", "/resources/quick/start");
        await Eventually.Is("quick is back", async () => (await platform.Status("quick")).State, "healthy");

        var between = await platform.Status("quick");
        await operatorAt.Press("/", "/resources/quick/restart");
        await Eventually.True("quick is another process", async () => await platform.Status("quick") is { State: "healthy" } now && now.Pid != between.Pid);
        between.Url.ShouldBe(before.Url);
        (await StartedAgain()).ShouldBe(earlier + 2);

        async Task<int> StartedAgain()
        {
            var row = Regex.Match(WebUtility.HtmlDecode(await operatorAt.GetStringAsync("/")), "<tr id=\"quick\">.*?</tr>", RegexOptions.Singleline).Value;
            return Regex.Match(row, "started again (\\d+) ×") is { Success: true } times ? int.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        }
    }

    [Fact]
    public async Task Tells_each_service_where_to_send_its_telemetry_and_under_which_name()
    {
        var view = new Uri((await platform.Status("operations")).Url!);

        var environment = await platform.EnvironmentOf("hello-2");

        environment["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe($"http://127.0.0.1:{view.Port}");
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("http/protobuf");
        environment["OTEL_EXPORTER_OTLP_HEADERS"].ShouldMatch("^x-otlp-api-key=[0-9a-f]{32}$");
        environment["OTEL_RESOURCE_ATTRIBUTES"].ShouldBe("service.instance.id=hello-2");
        environment["OTEL_BSP_SCHEDULE_DELAY"].ShouldBe("1000");
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
