using System.Net.Sockets;
using ManifestRunner.Processes;

namespace ManifestRunner.Servers;

/// <summary>One of the distribution's servers, running as a child process on loopback. It ends when this process does.</summary>
public abstract class Server(ServerOptions options) : IAsyncDisposable
{
    static readonly TimeSpan stopsWithin = TimeSpan.FromSeconds(20);

    ChildProcess? process;

    protected ServerOptions Options { get; } = options;

    /// <summary>How long it may take until it answers.</summary>
    protected virtual TimeSpan StartsWithin => TimeSpan.FromSeconds(90);

    /// <summary>As the services take it: <c>ConnectionStrings:…</c>.</summary>
    public abstract string ConnectionString { get; }

    public int Port => Options.Port;

    /// <summary>The server's own process, not a wrapper's.</summary>
    public int Pid => Running.Pid;

    /// <summary>File that takes what the server writes.</summary>
    public string Log => Options.Log;

    /// <summary>Completes when the server process has ended, however it did.</summary>
    public Task Exited => Running.Exited;

    /// <summary>Stops it as its manual says, so that nothing accepted is lost; ends it when it does not stop.</summary>
    public Task Stop() => End(stopsWithin);

    /// <summary>SIGKILL, as a power cut would: the data stay as they are.</summary>
    public Task Kill() => Running.Kill();

    /// <summary>SIGSTOP: connections stay open and nothing answers.</summary>
    public void Pause() => Running.Pause();

    /// <summary>SIGCONT.</summary>
    public void Resume() => Running.Resume();

    /// <summary>Starts it again on the same port and data, after <see cref="Stop"/> or <see cref="Kill"/>; stops it first if it runs.</summary>
    public async Task Restart(CancellationToken cancel = default)
    {
        await Stop();
        await Launch(cancel);
    }

    /// <summary>Stops it; at once where the data were not meant to last.</summary>
    public async ValueTask DisposeAsync()
    {
        await End(Options.Durable ? stopsWithin : TimeSpan.Zero);
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks it to stop and ends it after the grace.</summary>
    protected virtual Task End(TimeSpan grace) => process is null ? Task.CompletedTask : process.Stop(grace);

    /// <summary>Makes what the first start needs, and says what to start.</summary>
    protected abstract Task<Command> Prepare(CancellationToken cancel);

    /// <summary>Whether it serves clients now.</summary>
    protected abstract Task<bool> Answers(CancellationToken cancel);

    /// <summary>Starts and waits until it answers.</summary>
    /// <exception cref="Problem">It is not installed, ended at once or does not answer; carries its last words.</exception>
    protected async Task Launch(CancellationToken cancel)
    {
        process = await ChildProcess.Start(await Prepare(cancel));
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(StartsWithin);
            while (!await Asked(patience.Token))
            {
                if (process.Exited.IsCompleted)
                    throw new Problem($"{GetType().Name} ended while starting: {LastLines.Of(Log)} (log: {Log})");
                if (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
                    throw new Problem($"{GetType().Name} did not answer within {StartsWithin.TotalSeconds} s: {LastLines.Of(Log)} (log: {Log})");
                cancel.ThrowIfCancellationRequested();
                await Task.WhenAny(process.Exited, Task.Delay(50, cancel));
            }
        }
        catch
        {
            await Stop();
            throw;
        }
    }

    /// <summary>Sends bytes on a connection of its own and returns the first bytes of the answer.</summary>
    protected async Task<byte[]> Exchange(ReadOnlyMemory<byte> question, int answerBytes, CancellationToken cancel)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", Port, cancel);
        await socket.GetStream().WriteAsync(question, cancel);
        var answer = new byte[answerBytes];
        await socket.GetStream().ReadExactlyAsync(answer, cancel);
        return answer;
    }

    async Task<bool> Asked(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            return await Answers(patience.Token);
        }
        catch (Exception away) when (away is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    ChildProcess Running => process ?? throw new InvalidOperationException("The server was not started.");
}
