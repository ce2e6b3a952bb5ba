using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;

namespace Journal;

/// <summary>A connection to the broker that is given up when the broker lets in and says nothing.</summary>
/// <remarks>
/// As one does that is just starting or has been stopped. The client waits for the first word without an end (RabbitMQ.Client 7.1.2), and the bus for the
/// client: a service would neither hear nor tell anything until it is started again (docs/faults.md). Once the two have spoken, their heartbeats find it out.
/// </remarks>
sealed class BrokerSocket(AddressFamily family) : ITcpClient
{
    static readonly TimeSpan saysSomethingWithin = TimeSpan.FromSeconds(10);

    readonly Socket socket = new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    HearingStream? stream;

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
