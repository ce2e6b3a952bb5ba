using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using ManifestRunner.Processes;

namespace ManifestRunner.Servers;

/// <summary>The distribution's RabbitMQ with its management pages; its one user is <c>guest</c> unless told otherwise.</summary>
public sealed class RabbitMqServer : Server
{
    /// <summary>Stays the same: RabbitMQ keeps its data under the node's name.</summary>
    const string Node = "platform@localhost";

    readonly int distributionPort = FreePort.Next();
    readonly int portMapperPort = FreePort.Next();
    ChildProcess? portMapper;

    RabbitMqServer(ServerOptions options) : base(options)
    {
    }

    /// <summary>Of the virtual host <c>/</c>.</summary>
    public override string ConnectionString => $"amqp://{User}:{Uri.EscapeDataString(Options.Password)}@127.0.0.1:{Port}";

    /// <summary>Address of the management pages and their HTTP API, user and password as for clients.</summary>
    public Uri Management => new($"http://{User}:{Uri.EscapeDataString(Options.Password)}@127.0.0.1:{Options.ManagementPort}/");

    string User => Options.User ?? "guest";

    /// <exception cref="Problem">RabbitMQ is not installed or does not start.</exception>
    public static async Task<RabbitMqServer> Start(ServerOptions options, CancellationToken cancel = default)
    {
        var server = new RabbitMqServer(options);
        await server.Launch(cancel);
        return server;
    }

    protected override async Task End(TimeSpan grace)
    {
        await base.End(grace);
        if (portMapper is not null)
            await portMapper.Stop(TimeSpan.FromSeconds(2));
        portMapper = null;
    }

    protected override async Task<Command> Prepare(CancellationToken cancel)
    {
        var program = Installed.Program("RabbitMQ", "/usr/lib/rabbitmq/bin/rabbitmq-server");
        var user = Installed.User("rabbitmq");
        await Installed.Folder(Options.Directory, user, cancel);
        await Installed.Settings(In("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {Options.ManagementPort}
            default_user = {User}
            default_pass = {Options.Password}
            log.console = true
            log.file = false

            """, user, cancel);
        await Installed.Settings(In("enabled_plugins"), "[rabbitmq_management].\n", user, cancel);

        // Erlang's port mapper would be left behind as a daemon; started by us it ends with us.
        portMapper ??= await ChildProcess.Start(new Command(Installed.Program("RabbitMQ", "epmd"), ["-port", $"{portMapperPort}", "-address", "127.0.0.1"], Log) { User = user });

        return new Command(program, [], Log)
        {
            User = user,
            Environment = new Dictionary<string, string?>
            {
                ["HOME"] = Options.Directory,
                ["RUNNING_UNDER_SYSTEMD"] = "true", // the start script then becomes the server instead of waiting for it
                ["RABBITMQ_NODENAME"] = Node,
                ["RABBITMQ_NODE_PORT"] = null,
                ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
                ["ERL_EPMD_PORT"] = $"{portMapperPort}",
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_MNESIA_BASE"] = In("data"),
                ["RABBITMQ_LOG_BASE"] = In("log"),
                ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("config"),
                ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
                ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
                ["RABBITMQ_LOG"] = "-color",
                // Loopback only; and schedulers that sleep when idle instead of spinning on a small machine.
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
            },
        };
    }

    protected override async Task<bool> Answers(CancellationToken cancel)
    {
        // The first frame of AMQP 0-9-1 after the protocol header is a method frame (type 1) on channel 0: Connection.Start.
        var answer = await Exchange("AMQP\0\0\u0009\u0001"u8.ToArray(), 3, cancel);
        return answer is [1, 0, 0];
    }

    /// <summary>Makes a virtual host with nothing in it, as far from the others as another broker would be.</summary>
    /// <returns>The connection string of the new virtual host.</returns>
    public async Task<string> NewVirtualHost(string name, CancellationToken cancel = default) =>
        await NewVirtualHost(ConnectionString, Management, name, cancel);

    /// <param name="connectionString">Of the broker, any virtual host.</param>
    /// <param name="management">Its management address with user and password.</param>
    public static async Task<string> NewVirtualHost(string connectionString, Uri management, string name, CancellationToken cancel = default)
    {
        using var http = new HttpClient { BaseAddress = new UriBuilder(management) { UserName = "", Password = "" }.Uri };
        var user = Uri.UnescapeDataString(management.UserInfo);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        using var made = await http.PutAsJsonAsync($"api/vhosts/{Uri.EscapeDataString(name)}", new { }, cancel);
        made.EnsureSuccessStatusCode();
        using var opened = await http.PutAsJsonAsync(
            $"api/permissions/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(user.Split(':')[0])}", new { configure = ".*", write = ".*", read = ".*" }, cancel);
        opened.EnsureSuccessStatusCode();
        return new UriBuilder(connectionString) { Path = Uri.EscapeDataString(name) }.Uri.AbsoluteUri;
    }

    string In(string name) => Path.Combine(Options.Directory, name);
}
