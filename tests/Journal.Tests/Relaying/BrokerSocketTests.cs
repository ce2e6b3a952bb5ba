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
        using var connection = new BrokerSocket(AddressFamily.InterNetwork);
        await connection.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)broker.LocalEndpoint).Port);
        var line = connection.GetStream();
        using (var accepted = await broker.AcceptSocketAsync())
            accepted.LingerState = new LingerOption(true, 0);  // so that it ends as with the process

        for (var written = 0; written < 100; written++)
            await line.WriteAsync(new byte[1000]);

        await Should.ThrowAsync<IOException>(async () => await line.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task Is_tried_as_soon_as_the_broker_is_back_and_not_before()
    {
        var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();
        var port = ((IPEndPoint)broker.LocalEndpoint).Port;
        broker.Stop();
        using var stopping = new CancellationTokenSource();
        var time = new CountedPauses();
        var back = BrokerSocket.WaitForBroker("localhost", port, time, stopping.Token);
        await Eventually.True("it was refused twice", () => Task.FromResult(time.Pauses > 1));
        back.IsCompleted.ShouldBeFalse();

        broker = new TcpListener(IPAddress.Loopback, port);
        broker.Start();
        await back.WaitAsync(TimeSpan.FromSeconds(30));
        broker.Stop();

        var never = BrokerSocket.WaitForBroker("localhost", port, time, stopping.Token);
        await stopping.CancelAsync();
        await never.WaitAsync(TimeSpan.FromSeconds(30));
    }

    sealed class CountedPauses : TimeProvider
    {
        int pauses;

        public int Pauses => Volatile.Read(ref pauses);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref pauses);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
