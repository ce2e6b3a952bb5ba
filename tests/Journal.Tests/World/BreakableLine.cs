using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Journal.Tests.World;

/// <summary>Stands between a service and its broker, and breaks as lines break.</summary>
sealed class BreakableLine : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentBag<TcpClient> open = [];
    readonly Uri broker;
    readonly CancellationTokenSource over = new();
    Task accepting = Task.CompletedTask;
    volatile bool holding;
    volatile string? fatal;
    int held, carried;

    BreakableLine(Uri broker) => this.broker = broker;

    /// <summary>Where the broker is reached through the line.</summary>
    public string Broker => new UriBuilder(broker) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.AbsoluteUri;

    /// <summary>Connections that were carried through.</summary>
    public int Carried => carried;

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
    public void CutAt(string words) => fatal = words;

    void Cut()
    {
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
        var far = new TcpClient();
        open.Add(far);
        await far.ConnectAsync(broker.Host, broker.Port);
        Interlocked.Increment(ref carried);
        await Task.WhenAll(Carry(near, far, Overhear), Carry(far, near, _ => false));
    }

    /// <returns>Whether the line has to break now.</returns>
    bool Overhear(ReadOnlySpan<byte> said)
    {
        if (fatal is not { } words || said.IndexOf(Encoding.ASCII.GetBytes(words)) < 0)
            return false;
        fatal = null;
        return true;
    }

    async Task Carry(TcpClient from, TcpClient to, Func<ReadOnlySpan<byte>, bool> breaks)
    {
        var said = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(said) is > 0 and var length)
            {
                if (breaks(said.AsSpan(0, length)))
                    Cut();
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
