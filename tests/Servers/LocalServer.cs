using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Processes;

namespace Servers;

/// <summary>One of the distribution's servers, run by the script the AppHost runs it by, on a free port, nothing flushed to disk. It ends with this process.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    static readonly TimeSpan startsWithin = TimeSpan.FromSeconds(90), stopsWithin = TimeSpan.FromSeconds(30);

    readonly string script, folder;
    readonly ReadOnlyMemory<byte> hello, answer;
    readonly Dictionary<string, string> environment;
    Process? process;

    LocalServer(string script, string folder, ReadOnlyMemory<byte> hello, ReadOnlyMemory<byte> answer, string password, params ReadOnlySpan<string> ports)
    {
        (this.script, this.folder, this.hello, this.answer, Password) = (script, folder, hello, answer, password);
        environment = new() { ["FOLDER"] = folder, ["PORT"] = $"{Port}", ["PASSWORD"] = Password, ["DURABLE"] = "no", ["ENDS_WITH_STARTER"] = "TERM" };
        foreach (var port in ports)
            environment[port] = $"{FreePort.Next()}";
    }

    /// <summary>On loopback.</summary>
    public int Port { get; } = FreePort.Next();

    public string Password { get; }

    /// <summary>Of its management pages; RabbitMQ only.</summary>
    public string ManagementPort => environment["MANAGEMENT_PORT"];

    string Log => $"{folder}.log";

    /// <summary>The first answer of PostgreSQL to a request for encryption: not here (protocol 3.0, SSLRequest).</summary>
    public static Task<LocalServer> Postgres(string folder) => Started(new("postgres", folder, new byte[] { 0, 0, 0, 8, 4, 210, 22, 47 }, "N"u8.ToArray(), NewPassword()));

    /// <summary>The first frame of AMQP 0-9-1 after the protocol header is a method frame (type 1) on channel 0.</summary>
    public static Task<LocalServer> RabbitMq(string folder) =>
        Started(new("rabbitmq", folder, "AMQP\0\0\u0009\u0001"u8.ToArray(), new byte[] { 1, 0, 0 }, NewPassword(), "MANAGEMENT_PORT", "DISTRIBUTION_PORT", "NAMES_PORT"));

    public static Task<LocalServer> Redis(string folder)
    {
        var password = NewPassword();
        return Started(new("redis", folder, Encoding.ASCII.GetBytes($"AUTH {password}\r\nPING\r\n"), "+OK\r\n+PONG\r\n"u8.ToArray(), password));
    }

    /// <summary>SIGSTOP: connections stay open and nothing answers.</summary>
    public void Pause() => Send(Signal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Send(Signal.Continue);

    /// <summary>SIGKILL, as a power cut would: the data stay as they are.</summary>
    public async Task Kill()
    {
        Send(Signal.Kill);
        await process!.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, and ends it when it does not.</summary>
    public async Task Stop()
    {
        if (process is null || process.HasExited)
            return;
        Resume();
        Signal.Terminate.Send(process.Id);
        if (await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(stopsWithin)) is { } first && !process.HasExited)
            await Kill();
    }

    /// <summary>Starts it again on the same port and data.</summary>
    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await Kill(); // the data were not meant to last
    }

    static string NewPassword() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    static async Task<LocalServer> Started(LocalServer server)
    {
        await server.Start();
        return server;
    }

    async Task Start()
    {
        // The shell becomes the script and then the server: the pid is the same.
        var start = new ProcessStartInfo("/bin/bash", ["-c", "exec setpriv --pdeathsig KILL \"$0\" >>\"$1\" 2>&1 </dev/null", Path.Combine(Repository.In("AppHost", "Servers", "local"), $"{script}.sh"), Log]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = await EndingWithUs.Start(start);
        var since = TimeProvider.System.GetTimestamp();
        while (!await Answers())
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(since) > startsWithin)
                throw new InvalidOperationException($"{script} {(process.HasExited ? "ended" : "did not answer")} while starting: {string.Join(" / ", File.ReadLines(Log).TakeLast(3))} (log: {Log})");
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(50));
        }
    }

    async Task<bool> Answers()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", Port, patience.Token);
            await socket.GetStream().WriteAsync(hello, patience.Token);
            var said = new byte[answer.Length];
            await socket.GetStream().ReadExactlyAsync(said, patience.Token);
            return answer.Span.SequenceEqual(said);
        }
        catch (Exception away) when (away is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    void Send(Signal signal)
    {
        if (process is { HasExited: false })
            foreach (var pid in ProcessTree.From(process.Id))
                signal.Send(pid);
    }
}
