using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Journal.Tests.World;

/// <summary>Stands between a service and its broker, and breaks as lines break.</summary>
sealed class BreakableLine : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentBag<TcpClient> open = [], near = [];
    readonly Uri broker;
    readonly CancellationTokenSource over = new();
    Task accepting = Task.CompletedTask;
    volatile bool holding;
    volatile Moment? fatal;
    volatile Task silence = Task.CompletedTask;
    int held, cuts;

    /// <summary>What the service says when something happens to the line.</summary>
    sealed record Moment(byte[] Words, Action Happens);

    BreakableLine(Uri broker) => this.broker = broker;

    /// <summary>Where the broker is reached through the line.</summary>
    public string Broker => new UriBuilder(broker) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.AbsoluteUri;

    /// <summary>How often all connections were cut.</summary>
    public int Cuts => cuts;

    /// <summary>Connections that were let in and heard nothing.</summary>
    public int Held => held;

    public static BreakableLine To(string broker)
    {
        var line = new BreakableLine(new Uri(broker));
        line.listener.Start();
        line.accepting = line.Accept();
        return line;
    }

    /// <summary>Cuts off who is connected; whoever connects from now on is let in and hears nothing.</summary>
    public void Hold()
    {
        holding = true;
        Cut();
    }

    /// <summary>Whoever connects from now on is carried; who was let in before hears nothing still.</summary>
    public void Release() => holding = false;

    /// <summary>Cuts all connections, once, when the service says this, before the broker hears it.</summary>
    public void CutAt(string words) => fatal = new(Encoding.ASCII.GetBytes(words), Cut);

    /// <summary>Cuts all connections, and then, once, when the service begins to read a queue, carries nothing for so long and goes on as if nothing had been.</summary>
    /// <returns>Done when that happens.</returns>
    public Task CutAndPauseBeforeReading(string queue, TimeSpan pause)
    {
        var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // basic.consume, a reserved short, the queue's name with its length
        fatal = new([0, 60, 0, 20, 0, 0, (byte)queue.Length, .. Encoding.ASCII.GetBytes(queue)], () =>
        {
            silence = Task.Delay(pause);
            paused.SetResult();
        });
        Cut();
        return paused.Task;
    }

    /// <summary>Tells all who are connected what a broker that stops in peace tells them: <c>connection.close</c>, 320.</summary>
    public async Task CloseInPeace()
    {
        const string reason = "CONNECTION_FORCED";
        byte[] arguments = [0, 10, 0, 50, 1, 64, (byte)reason.Length, .. Encoding.ASCII.GetBytes(reason), 0, 0, 0, 0];
        byte[] frame = [1, 0, 0, 0, 0, 0, (byte)arguments.Length, .. arguments, 0xCE];
        foreach (var client in near)
        {
            try
            {
                await client.GetStream().WriteAsync(frame);
            }
            catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // It is not connected any more.
            }
        }
    }

    void Cut()
    {
        Interlocked.Increment(ref cuts);
        foreach (var client in open)
            client.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true)
                _ = Join(await listener.AcceptTcpClientAsync(over.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    async Task Join(TcpClient near)
    {
        open.Add(near);
        if (holding)
        {
            Interlocked.Increment(ref held);
            return;
        }
        this.near.Add(near);
        var far = new TcpClient();
        open.Add(far);
        await far.ConnectAsync(broker.Host, broker.Port);
        await Task.WhenAll(Carry(near, far, Overhear), Carry(far, near, _ => { }));
    }

    /// <summary>Lets happen what is to happen when this is said.</summary>
    void Overhear(ReadOnlySpan<byte> said)
    {
        if (fatal is not { } moment || said.IndexOf(moment.Words) < 0)
            return;
        fatal = null;
        moment.Happens();
    }

    async Task Carry(TcpClient from, TcpClient to, Action<ReadOnlySpan<byte>> overhear)
    {
        var said = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(said) is > 0 and var length)
            {
                overhear(said.AsSpan(0, length));
                await silence;
                await to.GetStream().WriteAsync(said.AsMemory(0, length));
            }
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one side has gone.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await accepting;
        listener.Stop();
        Cut();
        over.Dispose();
    }
}
