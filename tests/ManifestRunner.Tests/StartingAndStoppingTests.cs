using System.Net;
using System.Net.Sockets;
using ManifestRunner.Processes;
using Servers;

namespace ManifestRunner.Tests;

[Collection("one runner at a time")]
public sealed class Starting_and_stopping
{
    [Fact]
    public async Task Down_ends_every_process_and_the_next_up_finds_the_same_addresses_and_secrets()
    {
        await using var platform = new TinyPlatform(withServers: true);
        await Up(platform);
        var (before, environment) = (await platform.Status(), await platform.EnvironmentOf("hello"));

        (await platform.Run("down")).Code.ShouldBe(0);

        before.Where(listed => listed.Pid is not null).ShouldAllBe(listed => ProcessTree.StartOf(listed.Pid!.Value) == null);
        (await platform.Run("status")).ShouldBe(new Answer(3, "The platform is not up. Start it with ./platform up\n"));

        await Up(platform);
        (await platform.Status()).Where(HasLastingAddress).Select(listed => listed.Url).ShouldBe(before.Where(HasLastingAddress).Select(listed => listed.Url));
        (await platform.EnvironmentOf("hello"))["ConnectionStrings__hellodb"].ShouldBe(environment["ConnectionStrings__hellodb"]);
    }

    [Fact]
    public async Task A_supervisor_that_is_killed_takes_everything_with_it_and_up_starts_anew()
    {
        await using var platform = new TinyPlatform(withServers: false);
        await Up(platform);
        var before = await platform.Status();
        var supervisor = int.Parse(File.ReadAllText($"/proc/{before[0].Pid}/stat").Split(')')[^1].Split(' ')[2]);

        Signal.Kill.Send(supervisor);

        await Eventually.True("all have ended", () => Task.FromResult(before.All(listed => ProcessTree.StartOf(listed.Pid!.Value) is null)));
        (await platform.Status()).ShouldBeEmpty();
        await Up(platform);
        (await platform.Status()).ShouldAllBe(listed => listed.State == "healthy");
    }

    [Fact]
    public async Task Up_on_a_port_that_is_taken_names_it_and_the_way_out()
    {
        await using var platform = new TinyPlatform(withServers: false);
        using var somebody = new TcpListener(IPAddress.Loopback, platform.Port);
        somebody.Start();

        await Refused(platform, [], $"Port {platform.Port} is taken.", "./platform up --port ");
    }

    [Fact]
    public async Task Up_with_a_service_that_ends_shows_its_last_words_and_leaves_nothing_running()
    {
        await using var platform = new TinyPlatform(withServers: false);

        await Refused(platform, [("FALLS_WITH", "the sky fell")], "ended with code", "the sky fell", "./platform logs hello");
    }

    [Fact]
    public async Task Up_with_a_service_that_does_not_build_shows_the_error()
    {
        await using var platform = new TinyPlatform(withServers: false, program: "this is no C#");

        await Refused(platform, [], "The services do not build", "error CS");
    }

    [Fact]
    public async Task Up_with_a_broken_manifest_says_where_it_is_broken()
    {
        await using var platform = new TinyPlatform(withServers: false);
        platform.Break("aspire-manifest.json", """{ "resources": { "hello": { "type": "martian.v0" } } }""");

        await Refused(platform, [], "hello is of type martian.v0, which this runner does not know");
    }

    [Fact]
    public async Task Up_with_connection_strings_in_the_environment_uses_them_and_starts_no_server()
    {
        await using var platform = new TinyPlatform(withServers: true);

        var up = await platform.Up(("ConnectionStrings__hellodb", "Host=elsewhere;Database=x"), ("ConnectionStrings__mail", "amqp://elsewhere"), ("ConnectionStrings__quick", "elsewhere:1"));

        up.Code.ShouldBe(0, up.Said);
        (await platform.Status()).Where(listed => listed.Kind is not ("service" or "operations")).Select(listed => $"{listed.Name} {listed.State} {listed.Pid}")
            .ShouldBe(["mail given ", "hellodb given ", "quick given "]);
        var environment = await platform.EnvironmentOf("hello");
        environment["ConnectionStrings__hellodb"].ShouldBe("Host=elsewhere;Database=x");
        environment["ConnectionStrings__mail"].ShouldBe("amqp://elsewhere");
        environment.ShouldNotContainKey("QUICK_HOST"); // only whoever gave the server knows
    }

    [Fact]
    public async Task Up_on_a_port_of_the_operations_view_that_is_taken_says_so_and_takes_another()
    {
        await using var platform = new TinyPlatform(withServers: false);
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var taken = ((IPEndPoint)somebody.LocalEndpoint).Port;

        var up = await platform.Run("up", ["--detach", "--port", $"{platform.Port}", "--operations-port", $"{taken}"]);

        up.Code.ShouldBe(0, up.Said);
        up.Said.ShouldContain($"port {taken} is taken, so the operations view listens on ");
        using var operatorAt = await platform.SignIn();
        (await operatorAt.GetStringAsync("/")).ShouldMatch(@"All \d+ resources are healthy\.");
        up.Said.TrimEnd().Split('\n')[^1].ShouldBe($"Operations: {(await platform.Status("operations")).Url}");
    }

    [Fact]
    public async Task Up_with_another_receiver_of_telemetry_in_the_environment_leaves_it_be_and_says_where_telemetry_goes()
    {
        await using var platform = new TinyPlatform(withServers: false);

        var up = await platform.Up(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.test:4318"));

        up.Code.ShouldBe(0, up.Said);
        (await platform.EnvironmentOf("hello")).ShouldNotContainKey("OTEL_EXPORTER_OTLP_HEADERS");
        using var operatorAt = await platform.SignIn();
        foreach (var page in (string[])["/traces", "/logs", "/metrics"])
            (await operatorAt.GetStringAsync(page)).ShouldContain("<code>http://collector.test:4318</code>");
        (await operatorAt.GetStringAsync("/")).ShouldNotContain("collector.test");
    }

    /// <summary>The operations view's holds the token of its start, and its customary port may be another platform's by now.</summary>
    static bool HasLastingAddress(Listed listed) => listed.Kind != "operations";

    static async Task Up(TinyPlatform platform)
    {
        var up = await platform.Up();
        up.Code.ShouldBe(0, up.Said);
    }

    /// <summary>Refused in one line, with a code that is not zero and nothing left running.</summary>
    static async Task Refused(TinyPlatform platform, (string, string)[] environment, params string[] said)
    {
        var up = await platform.Up(environment);

        up.Code.ShouldBe(1);
        var line = up.Said.Split('\n').Where(line => line.StartsWith("platform: ", StringComparison.Ordinal)).ShouldHaveSingleItem();
        foreach (var part in said)
            line.ShouldContain(part);
        (await platform.Run("status", ["--json"])).Code.ShouldBe(3);
    }
}
