using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;

namespace Journal;

/// <summary>A connection to the broker that cannot keep a service from connecting again.</summary>
/// <remarks>
/// It is given up when the broker lets in and says nothing, as one does that is just starting or has been stopped: the client waits for the first word
/// without an end. Once the two have spoken, their heartbeats find it out. And it takes what is written after it broke: the client's one writer ends at
/// the first failure and tells nobody, whoever writes more than it has room for waits for ever, and the end of the connection waits for them. Either way
/// a queue would not be read until the service is started again (RabbitMQ.Client 7.1.2, the writer also in 7.2.2; docs/faults.md).
/// </remarks>
sealed class BrokerSocket(AddressFamily family) : ITcpClient
{
    static readonly TimeSpan saysSomethingWithin = TimeSpan.FromSeconds(10);
    static readonly TimeSpan knocksAgainAfter = TimeSpan.FromMilliseconds(250);

    readonly Socket socket = new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    HearingStream? stream;

    /// <summary>Waits until somebody listens where the broker should be, or the service stops.</summary>
    /// <remarks>The bus's pauses between attempts grow to half a minute: so each attempt is one that can succeed, and a broker that is back is used at once.</remarks>
    public static async Task WaitForBroker(string host, int port, TimeProvider time, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var knock = new TcpClient();
                await knock.ConnectAsync(host, port, stopping);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(knocksAgainAfter, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public bool Connected => socket.Connected;

    public Socket Client => socket;

    public TimeSpan ReceiveTimeout
    {
        get => TimeSpan.FromMilliseconds(socket.ReceiveTimeout);
        set => socket.ReceiveTimeout = (int)value.TotalMilliseconds;
    }

    public async Task ConnectAsync(IPAddress host, int port, CancellationToken cancellationToken = default)
    {
        await socket.ConnectAsync(host, port, cancellationToken);
        stream = new(socket);
        _ = CloseUnless(stream.Heard);
    }

    public NetworkStream GetStream() => stream ?? throw new InvalidOperationException("It is not connected.");

    public void Close() => Dispose();

    public void Dispose()
    {
        stream?.Dispose();
        socket.Dispose();
    }

    async Task CloseUnless(Task heard)
    {
        if (await Task.WhenAny(heard, Task.Delay(saysSomethingWithin)) != heard)
            Dispose();
    }

    sealed class HearingStream(Socket socket) : NetworkStream(socket)
    {
        readonly TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes with the first answer, be it the end.</summary>
        public Task Heard => heard.Task;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            heard.Task.IsCompleted ? base.ReadAsync(buffer, cancellationToken) : ReadFirst(buffer, cancellationToken);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await base.WriteAsync(buffer, cancellationToken);
            }
            catch (Exception broken) when (broken is IOException or ObjectDisposedException)
            {
                // Lost as what was on its way: nothing of it was confirmed. That the line is gone, reading says.
            }
        }

        async ValueTask<int> ReadFirst(Memory<byte> buffer, CancellationToken cancel)
        {
            try
            {
                return await base.ReadAsync(buffer, cancel);
            }
            finally
            {
                heard.TrySetResult();
            }
        }
    }
}
