using Microsoft.EntityFrameworkCore;
using Npgsql;
using Servers;

namespace Journal.Tests.Appending;

public class Recording_what_happened(RealServers servers) : Specification(servers)
{
    [Fact]
    public async Task Commits_state_and_entry_together_or_neither()
    {
        await Pay(Ledger, "a", 5);
        await Should.ThrowAsync<InvalidOperationException>(() => Ledger.Run(async work =>
        {
            await Pay(work, "a", 7);
            throw new InvalidOperationException("the use case fails after it appended");
        }));

        (await Ledger.Scalar<int>("SELECT balance FROM account WHERE name = 'a'")).ShouldBe(5);
        (await Ledger.Scalar<long>("SELECT count(*) FROM journal")).ShouldBe(1);
    }

    [Theory]
    [InlineData("NOT DEFERRABLE")]        // with the entry
    [InlineData("INITIALLY DEFERRED")]    // at the end of the transaction
    public async Task Leaves_no_state_where_the_database_takes_no_entry(string refusing)
    {
        await Pay(Ledger, "a", 5);
        await Ledger.Sql(
            $"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no entry today'; END $$;
            CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON journal {refusing} FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
        (await Should.ThrowAsync<PostgresException>(() => Pay(Ledger, "a", 7))).MessageText.ShouldBe("no entry today");
        await Ledger.Sql("DROP TRIGGER refuse ON journal; DROP FUNCTION refuse");

        (await Ledger.Scalar<int>("SELECT balance FROM account WHERE name = 'a'")).ShouldBe(5);
        (await Ledger.Scalar<long>("SELECT count(*) FROM journal")).ShouldBe(1);
        await Pay(Ledger, "a", 2);
        (await Ledger.Scalar<int>("SELECT balance FROM account WHERE name = 'a'")).ShouldBe(7);
    }

    [Fact]
    public async Task Gives_writers_of_one_stream_versions_one_after_the_other_and_loses_none()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Pay(Ledger, "busy", 1)));

        (await Ledger.Rows("SELECT version FROM journal WHERE stream = 'accounts/busy' ORDER BY sequence", row => row.GetInt32(0))).ShouldBe(Enumerable.Range(1, 40));
        (await Ledger.Scalar<int>("SELECT balance FROM account WHERE name = 'busy'")).ShouldBe(40);
    }

    [Fact]
    public async Task Lets_no_writer_decide_on_a_state_that_another_has_changed_meanwhile()
    {
        // Everyone pays what doubles the balance they read: a lost update would leave a sum that is no power of two.
        await Pay(Ledger, "doubling", 1);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ledger.Run(async work =>
        {
            await work.Open("accounts/doubling");
            var balance = await work.Db.Database.SqlQuery<int>($"SELECT balance AS \"Value\" FROM account WHERE name = 'doubling'").SingleAsync();
            await Pay(work, "doubling", balance);
        })));

        (await Ledger.Scalar<int>("SELECT balance FROM account WHERE name = 'doubling'")).ShouldBe(256);
    }

    [Fact]
    public async Task Never_dates_an_entry_before_the_previous_one_of_its_stream_even_when_the_clock_goes_back()
    {
        var clock = new ShiftedClock();
        var ledger = await StartLedger(clock);
        await Pay(ledger, "a", 1);
        clock.Shift = TimeSpan.FromHours(-1);
        await Pay(ledger, "a", 2);

        var times = await ledger.Rows("SELECT recorded_at FROM journal WHERE stream = 'accounts/a' ORDER BY version", row => row.GetDateTime(0));
        times[1].ShouldBe(times[0]);
    }

    [Theory]
    [InlineData("UPDATE journal SET payload = '{}'")]
    [InlineData("UPDATE journal SET recorded_at = now()")]
    [InlineData("UPDATE journal SET position = position + 1, previous = previous, chain = chain")]
    [InlineData("DELETE FROM journal")]
    [InlineData("TRUNCATE journal")]
    public async Task Is_for_good_the_database_refuses_to_change_or_delete_an_entry(string tampering)
    {
        await Pay(Ledger, "a", 1);
        await Numbered(Ledger);

        (await Should.ThrowAsync<PostgresException>(() => Ledger.Sql(tampering))).MessageText.ShouldContain("never changed");
    }

    [Fact]
    public async Task Refuses_a_fact_that_has_no_name()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Ledger.Run(async work => (await work.Open("x")).Append(new { Anything = 1 }, Today)));
        (await Ledger.Scalar<long>("SELECT count(*) FROM journal")).ShouldBe(0);
    }

    sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
