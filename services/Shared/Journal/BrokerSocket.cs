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
sealed class BrokerSocket(AddressFamily family, TimeProvider time) : ITcpClient
{
    static readonly byte[] firstWord = [.. "AMQP"u8, 0, 0, 9, 1];
    static readonly TimeSpan saysSomethingWithin = TimeSpan.FromSeconds(10);
    static readonly TimeSpan answersAKnockWithin = TimeSpan.FromSeconds(2);
    static readonly TimeSpan knocksAgainAfter = TimeSpan.FromMilliseconds(250);

    readonly Socket socket = new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    HearingStream? stream;

    /// <summary>Waits until somebody answers where the broker should be, or the service stops.</summary>
    /// <remarks>
    /// The bus's pauses between attempts grow to half a minute: so each attempt is one that can succeed, and a broker that is back is used at once. To be
    /// let in is not enough where it can be asked in the clear: the system lets in for a process that stands still.
    /// </remarks>
    public static async Task WaitForBroker(ConnectionFactory broker, TimeProvider time, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && !await Answers(broker, time, stopping))
            await Task.Delay(knocksAgainAfter, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    static async Task<bool> Answers(ConnectionFactory broker, TimeProvider time, CancellationToken stopping)
    {
        using var tooLong = new CancellationTokenSource(answersAKnockWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, stopping);
        try
        {
            using var knock = new TcpClient();
            await knock.ConnectAsync(broker.HostName, broker.Port, either.Token);
            if (broker.Ssl.Enabled)
                return true;
            await knock.GetStream().WriteAsync(firstWord, either.Token);
            return await knock.GetStream().ReadAsync(new byte[1], either.Token) > 0;
        }
        catch (Exception nobody) when (nobody is SocketException or IOException or OperationCanceledException)
        {
            return false;
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
        if (await Task.WhenAny(heard, Task.Delay(saysSomethingWithin, time)) != heard)
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
