using System.Net;
using System.Net.Sockets;
using Servers;

namespace Journal.Tests.Relaying;

public class A_connection_to_the_broker
{
    /// <summary>The client's one writer ends at a failure, those who write wait for it for ever, and the end of the connection waits for them.</summary>
    [Fact]
    public async Task Takes_what_is_written_after_it_broke_and_says_so_to_the_one_who_reads()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        using var connection = new BrokerSocket(AddressFamily.InterNetwork, TimeProvider.System);
        await connection.ConnectAsync(IPAddress.Loopback, PortOf(broker));
        var line = connection.GetStream();
        using (var accepted = await broker.AcceptSocketAsync())
            accepted.LingerState = new LingerOption(true, 0);  // so that it ends as with the process

        for (var written = 0; written < 100; written++)
            await line.WriteAsync(new byte[1000]);

        await Should.ThrowAsync<IOException>(async () => await line.ReadExactlyAsync(new byte[1]));
    }

    /// <summary>The client waits for its first word without an end.</summary>
    [Fact]
    public async Task Is_given_up_when_nothing_is_heard_on_it()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var connection = new BrokerSocket(AddressFamily.InterNetwork, new Hurried());
        await connection.ConnectAsync(IPAddress.Loopback, PortOf(silent));

        await Should.ThrowAsync<IOException>(() => connection.GetStream().ReadExactlyAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Is_tried_as_soon_as_the_broker_is_back_and_not_before()
    {
        var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        var port = PortOf(broker);
        broker.Stop();
        var time = new Hurried();
        var back = BrokerSocket.WaitForBroker(new() { HostName = "localhost", Port = port }, time, CancellationToken.None);
        await Eventually.True("it was refused twice", () => Task.FromResult(time.Pauses > 1));
        back.IsCompleted.ShouldBeFalse();

        broker = new TcpListener(IPAddress.Loopback, port);
        broker.Start();
        using (var knock = await broker.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30)))
            await Answer(knock);
        await back.WaitAsync(TimeSpan.FromSeconds(30));
        broker.Stop();
    }

    /// <summary>The system lets in for a process that stands still.</summary>
    [Fact]
    public async Task Is_not_tried_while_the_broker_lets_in_and_says_nothing()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        var time = new Hurried();
        var back = BrokerSocket.WaitForBroker(new() { HostName = "localhost", Port = PortOf(broker) }, time, CancellationToken.None);
        await Eventually.True("it heard nothing twice", () => Task.FromResult(time.Pauses > 1));
        back.IsCompleted.ShouldBeFalse();

        _ = Task.Run(async () =>
        {
            while (!back.IsCompleted)
            {
                using var knock = await broker.AcceptTcpClientAsync();
                await Answer(knock);
            }
        });
        await back.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Is_waited_for_no_longer_than_the_service_runs()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stopping = new CancellationTokenSource();
        var never = BrokerSocket.WaitForBroker(new() { HostName = "localhost", Port = PortOf(silent) }, TimeProvider.System, stopping.Token);
        using var knock = await silent.AcceptTcpClientAsync();
        await stopping.CancelAsync();
        await never.WaitAsync(TimeSpan.FromSeconds(30));
    }

    static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>As a broker answers the first word: with a frame, of which one byte is enough.</summary>
    static async Task Answer(TcpClient knock)
    {
        try
        {
            var said = new byte[8];
            await knock.GetStream().ReadExactlyAsync(said);
            said.ShouldBe([.. "AMQP"u8, 0, 0, 9, 1]);
            await knock.GetStream().WriteAsync(new byte[] { 1 });
        }
        catch (IOException)
        {
            // It had waited long enough and gone away.
        }
    }

    /// <summary>Time that goes by five times as fast, and how often it was waited for a pause between two knocks.</summary>
    sealed class Hurried : TimeProvider
    {
        int pauses;

        public int Pauses => Volatile.Read(ref pauses);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.FromSeconds(1))
                Interlocked.Increment(ref pauses);
            return base.CreateTimer(callback, state, dueTime / 5, period);
        }
    }
}
