using System.Net;
using Journal.Following;
using Journal.Operations;
using Microsoft.Extensions.DependencyInjection;
using Servers;

namespace Journal.Tests.Following;

public class An_entry_that_cannot_be_applied(RealServers servers) : Specification(servers)
{
    Host<MirrorDb> mirror = null!;
    Func<Paid, bool> poison = paid => paid.Amount == 13;

    async Task PoisonOneOfFour()
    {
        mirror = await StartMirror(follow => follow.Add(new PaymentsCopy { Poison = paid => poison(paid) }).React<Thanks>());
        await Pay(Ledger, "bad", 1);
        await Pay(Ledger, "bad", 13);
        await Pay(Ledger, "bad", 2);
        await Pay(Ledger, "good", 3);
        await Eventually(() => mirror.Scalar<long>("SELECT coalesce(max(position), 0) FROM cursor"), 4);
    }

    Task<List<int>> Amounts(string account) => mirror.Rows($"SELECT amount FROM payment WHERE stream = 'accounts/{account}' ORDER BY number", row => row.GetInt32(0));

    IFollower Follower => mirror.Services.GetServices<IFollower>().Single();

    [Fact]
    public async Task Is_parked_after_five_tries_and_holds_up_its_own_stream_only()
    {
        await PoisonOneOfFour();

        (await Amounts("bad")).ShouldBe([1]);
        (await Amounts("good")).ShouldBe([3]);
        (await mirror.Rows("SELECT position, tries, reason FROM parked ORDER BY position", row => (row.GetInt64(0), row.GetInt32(1), row.GetString(2))))
            .ShouldBe([(2L, 5, "Cannot take 13."), (3L, 0, "An earlier entry of this stream is parked.")]);
    }

    [Fact]
    public async Task Tells_the_innermost_reason_since_a_wrapper_only_says_that_there_is_one()
    {
        poison = paid => paid.Amount == 13 ? throw new InvalidOperationException("See the inner exception for details.", new FormatException("13 is no amount.")) : false;
        await PoisonOneOfFour();

        (await mirror.Scalar<string>("SELECT reason FROM parked WHERE position = 2")).ShouldBe("13 is no amount.");
        (await Follower.Retry("accounts/bad", default)).ShouldBe((2, "13 is no amount."));
    }

    /// <summary>Resources, a shutdown, a file, the server's inside: it is not the entry's fault.</summary>
    [Theory, InlineData("53100"), InlineData("57P03"), InlineData("58030"), InlineData("XX000")]
    public async Task Waits_and_is_not_parked_while_it_is_the_server_that_fails(string state)
    {
        mirror = await StartMirror(follow => follow.Add(new PaymentsCopy()).React<Thanks>());
        await mirror.Sql("CREATE SEQUENCE tried");
        await mirror.Sql($"CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('tried'); RAISE EXCEPTION 'could not write init file' USING ERRCODE = '{state}'; END $$");
        await mirror.Sql("CREATE TRIGGER fails BEFORE INSERT ON payment FOR EACH ROW EXECUTE FUNCTION fails()");
        await Pay(Ledger, "waits", 1);
        // Once with its batch and five times alone is what a poison entry is tried.
        await Eventually(() => mirror.Scalar<bool>("SELECT last_value > 6 FROM tried"), true);
        (await mirror.Scalar<long>("SELECT count(*) FROM parked")).ShouldBe(0);

        await mirror.Sql("DROP TRIGGER fails ON payment");

        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM payment"), 1);
    }

    [Fact]
    public async Task Is_applied_in_order_with_those_behind_it_once_its_cause_is_gone()
    {
        await PoisonOneOfFour();
        (await Follower.Retry("accounts/bad", default)).ShouldBe((2, "Cannot take 13."));

        poison = _ => false;
        (await Follower.Retry("accounts/bad", default)).ShouldBe((0, null));

        (await Amounts("bad")).ShouldBe([1, 13, 2]);
        (await mirror.Scalar<long>("SELECT count(*) FROM parked")).ShouldBe(0);
        (await mirror.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'mirror.thanked'")).ShouldBe(4);
    }

    [Fact]
    public async Task Is_passed_over_for_good_with_a_reason_that_the_journal_keeps()
    {
        await PoisonOneOfFour();
        await using var scope = mirror.Services.CreateAsyncScope();
        var recorder = scope.ServiceProvider.GetRequiredService<SkipRecorder>();
        EntrySkipped Skip(long position, Guid entry) => new() { Source = "ledger", Entry = entry, Position = position, Reason = "Paid by mistake, cancelled by hand." };
        var ids = await mirror.Rows("SELECT id FROM parked ORDER BY position", row => row.GetGuid(0));

        (await recorder.Record(Skip(3, ids[1]), "accounts/bad", "operator", Today, default)).ShouldBeFalse("only the first parked entry of a stream can be decided about");
        (await recorder.Record(Skip(2, ids[0]), "accounts/bad", "operator", Today, default)).ShouldBeTrue();
        (await Follower.Retry("accounts/bad", default)).ShouldBe((0, null));

        (await Amounts("bad")).ShouldBe([1, 2]);
        (await mirror.Scalar<string>("SELECT payload FROM journal WHERE type = 'journal.entry-skipped'")).ShouldContain("Paid by mistake");
    }

    [Fact]
    public async Task Stays_passed_over_when_the_copy_is_rebuilt()
    {
        await PoisonOneOfFour();
        await mirror.Sql("UPDATE parked SET skipped = 'decided' WHERE position = 2");
        await Stop(mirror);
        poison = _ => false;
        mirror = await StartMirror(follow => follow.Copy<PaymentsCopyRaised>());

        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM payment"), 3);
        (await Amounts("bad")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Leaves_nothing_in_the_brokers_error_queues()
    {
        await PoisonOneOfFour();

        (await QueueNames()).ShouldNotContain(name => name.EndsWith("_error") || name.EndsWith("_skipped"));
    }

    async Task<List<string>> QueueNames()
    {
        var factory = new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(Broker) };
        await using var connection = await factory.CreateConnectionAsync();
        var names = new List<string>();
        foreach (var name in new[] { "mirror-from-ledger", "mirror-from-ledger_error", "mirror-from-ledger_skipped", "ledger-journal_error", "mirror-journal_error" })
        {
            await using var channel = await connection.CreateChannelAsync();
            try
            {
                await channel.QueueDeclarePassiveAsync(name);
                names.Add(name);
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException absent) when (absent.ShutdownReason?.ReplyCode == (ushort)HttpStatusCode.NotFound)
            {
            }
        }
        names.ShouldContain("mirror-from-ledger", "the question is asked rightly");
        return names;
    }
}
