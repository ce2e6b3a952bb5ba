using Contracts;
using Journal.Following;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Servers;

namespace Journal.Tests.Relaying;

public sealed class A_service_whose_line_to_the_broker_breaks(RealServers servers) : Specification(servers)
{
    /// <summary>The client's heartbeats notice within twenty seconds, and it connects again after half a minute at most.</summary>
    static readonly TimeSpan byItself = TimeSpan.FromSeconds(90);

    static Task<bool> AllSent(Host<LedgerDb> ledger) => ledger.Scalar<bool>("SELECT count(*) FILTER (WHERE position IS NULL) = 0 AND max(position) = (SELECT sent FROM journal_head) FROM journal");

    /// <summary>As a broker does that is just starting.</summary>
    [Fact]
    public async Task Goes_on_after_the_broker_let_it_in_and_said_nothing()
    {
        await using var line = BreakableLine.To(Broker);
        await using var ledger = await LedgerOver(line);
        await using var mirror = await Host<MirrorDb>.Start("mirror", MirrorDatabase, line.Broker, follow => follow.Copy<PaymentsCopy>().React<Thanks>());
        await Pay(ledger, "before", 1);
        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM evidence"), 1);

        line.Hold();
        await Pay(ledger, "meanwhile", 2);
        await global::Servers.Eventually.True("somebody knocks and hears nothing", () => Task.FromResult(line.Held > 0));
        line.Release();

        await global::Servers.Eventually.Is("what was recorded meanwhile is applied", () => mirror.Scalar<long>("SELECT count(*) FROM evidence"), 2, byItself);
    }

    /// <summary>With the bus before 8.5.12 all others waited behind it, one after the other, each until its time was up, and the bus for them before it connected again.</summary>
    [Fact]
    public async Task Goes_on_when_it_is_cut_while_the_first_of_hundreds_of_entries_says_where_they_go()
    {
        await using var line = BreakableLine.To(Broker);
        await using var ledger = await LedgerOver(line);

        line.CutAt("Contracts:Recorded");
        await ledger.Run(async work =>
        {
            for (var number = 0; number < 600; number++)
                await Pay(work, $"a{number}", 1);
        });

        await global::Servers.Eventually.Is("all are confirmed", () => AllSent(ledger), true, byItself);
        line.Cuts.ShouldBe(1);
    }

    /// <summary>The bus lets one wait for ever that comes to a channel over which another could not say where its entry goes (MassTransit 8.5.12).</summary>
    [Fact]
    public async Task Goes_on_when_it_is_cut_before_the_last_of_its_entries_comes_to_it()
    {
        await using var line = BreakableLine.To(Broker);
        await using var ledger = await LedgerOver(line);
        ledger.Services.GetRequiredService<IBus>().ConnectPublishObserver(new LateUntilTheOthersAreSent("accounts/last", others: 2));

        line.CutAt("Contracts:Recorded");
        await ledger.Run(async work =>
        {
            await Pay(work, "first", 1);
            await Pay(work, "second", 1);
            await Pay(work, "last", 1);
        });

        await global::Servers.Eventually.Is("all are confirmed", () => AllSent(ledger), true, byItself);
        line.Cuts.ShouldBe(1);
    }

    /// <summary>The client does not give up a channel while something that came over it is held, and what waits for an entry before it is held.</summary>
    [Fact]
    public async Task Goes_on_when_it_is_cut_while_an_entry_waits_for_one_before_it()
    {
        await using var line = BreakableLine.To(Broker);
        await using var mirror = await MirrorWithAnEntryThatWaits(line);

        line.Hold();
        await Pay(Ledger, "meanwhile", 2);
        line.Release();

        await global::Servers.Eventually.Is("what was recorded meanwhile is applied", () => mirror.Scalar<long>("SELECT count(*) FROM evidence"), 2, byItself);
    }

    /// <summary>The bus does not read a queue again while it waits for what came over it before.</summary>
    [Fact]
    public async Task Reads_its_queue_again_though_an_entry_waits_for_one_that_never_comes()
    {
        await using var line = BreakableLine.To(Broker);
        await using var mirror = await MirrorWithAnEntryThatWaits(line);

        await line.CloseInPeace();

        await global::Servers.Eventually.Is("its queue is left", () => Readers("mirror-from-ledger"), 0u);
        await global::Servers.Eventually.Is("its queue is read again", () => Readers("mirror-from-ledger"), 1u, byItself);
    }

    /// <summary>The client waits twenty seconds for each word. The bus took that for the end of the endpoint before 8.5.2.</summary>
    [Fact]
    public async Task Reads_its_queue_again_when_the_broker_took_longer_to_say_so_than_the_client_waits()
    {
        await using var line = BreakableLine.To(Broker);
        await using var mirror = await Host<MirrorDb>.Start("mirror", MirrorDatabase, line.Broker, follow => follow.Copy<PaymentsCopy>().React<Thanks>());
        await Eventually(() => Readers("mirror-from-ledger"), 1u);

        await line.CutAndPauseBeforeReading("mirror-from-ledger", TimeSpan.FromSeconds(25)).WaitAsync(byItself);

        await global::Servers.Eventually.Is("its queue is read", () => Readers("mirror-from-ledger"), 1u, byItself);
    }

    /// <summary>The ledger over this line instead, when it is connected.</summary>
    async Task<Host<LedgerDb>> LedgerOver(BreakableLine line)
    {
        await Stop(Ledger);
        var ledger = await Host<LedgerDb>.Start("ledger", LedgerDatabase, line.Broker, routes: PayRoutes.Map);
        await Eventually(() => Readers("ledger-journal"), 1u);
        return ledger;
    }

    /// <summary>It applied one entry, and in its line stands one that is far ahead of it.</summary>
    async Task<Host<MirrorDb>> MirrorWithAnEntryThatWaits(BreakableLine line)
    {
        var mirror = await Host<MirrorDb>.Start("mirror", MirrorDatabase, line.Broker, follow => follow.Copy<PaymentsCopy>().React<Thanks>());
        await Pay(Ledger, "before", 1);
        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM evidence"), 1);
        await Ledger.Services.GetRequiredService<IBus>().Publish(new Recorded
        {
            Source = "ledger",
            Epoch = await Ledger.Scalar<long>("SELECT epoch FROM journal_head"),
            Position = 100,
            Previous = 99,
            Chain = [],
            Id = Guid.CreateVersion7(),
            Stream = "accounts/far",
            Version = 1,
            Type = "ledger.paid",
            OccurredOn = Today,
            RecordedAt = TimeProvider.System.GetUtcNow(),
            Actor = "test",
            Payload = "{}",
        });
        await global::Servers.Eventually.True("it is in line", () => Task.FromResult(mirror.Services.GetRequiredService<Inboxes>()["ledger"].Take(1).Count > 0));
        return mirror;
    }

    /// <summary>How many read a queue, asked of the queue.</summary>
    async Task<uint> Readers(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).ConsumerCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return 0;
        }
    }

    /// <summary>Keeps the entry of one stream from the channel it was given until the others are sent: over that of a new line.</summary>
    sealed class LateUntilTheOthersAreSent(string stream, int others) : IPublishObserver
    {
        readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int count;

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => context.Message is Recorded entry && entry.Stream == stream ? sent.Task : Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            if (Interlocked.Increment(ref count) == others)
                sent.TrySetResult();
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
