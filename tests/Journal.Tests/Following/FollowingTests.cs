using Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Servers;

namespace Journal.Tests.Following;

public class Following_a_journal(RealServers servers) : Specification(servers)
{
    Host<MirrorDb> mirror = null!;

    Task<long> Applied() => mirror.Scalar<long>("SELECT count(*) FROM payment");

    async Task HoldsWhatTheLedgerImplies()
    {
        var published = await Ledger.Rows("SELECT position, stream, version FROM journal WHERE published ORDER BY position", row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2)));
        var applied = await mirror.Rows("SELECT position, stream, version FROM payment ORDER BY number", row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2)));
        applied.ShouldBe(published);
    }

    [Fact]
    public async Task Applies_every_published_entry_once_and_in_order_of_position()
    {
        mirror = await StartMirror();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Pay(Ledger, $"a{i % 17}", i)));

        await Eventually(Applied, 200);
        await HoldsWhatTheLedgerImplies();
    }

    [Fact]
    public async Task Never_sees_internal_entries_and_finds_no_gap_where_they_stand()
    {
        mirror = await StartMirror();
        for (var i = 0; i < 10; i++)
        {
            await Pay(Ledger, "a", i);
            await Ledger.Run(async work => (await work.Open("notes")).Append(new Noted { Account = "a" }, Today));
        }

        await Eventually(Applied, 10);
        (await Ledger.Scalar<long>("SELECT max(position) FROM journal")).ShouldBe(20);
        await HoldsWhatTheLedgerImplies();
    }

    [Fact]
    public async Task Catches_up_from_the_journal_with_what_was_recorded_before_it_existed()
    {
        for (var i = 0; i < 30; i++)
            await Pay(Ledger, "a", i);
        mirror = await StartMirror();

        await Eventually(Applied, 30);
        await HoldsWhatTheLedgerImplies();
    }

    [Fact]
    public async Task Leaves_duplicates_alone()
    {
        mirror = await StartMirror();
        for (var i = 0; i < 5; i++)
            await Pay(Ledger, "a", i);
        await Eventually(Applied, 5);

        var entries = await Ledger.Services.GetRequiredService<Journal.Relaying.JournalReader>().Page(new ReadJournal { Epoch = 0, After = 0, Chain = [], Limit = 100 }, default);
        foreach (var entry in Enumerable.Reverse(entries.Entries))
            await Ledger.Services.GetRequiredService<IBus>().Publish(entry);
        await Pay(Ledger, "a", 6);

        await Eventually(Applied, 6);
        await HoldsWhatTheLedgerImplies();
    }

    [Fact]
    public async Task Asks_the_source_for_what_the_broker_lost()
    {
        mirror = await StartMirror(idlePoll: "00:00:02");
        await Pay(Ledger, "a", 1);
        await Eventually(Applied, 1);

        // The next entry is numbered and marked as sent, and never reaches the broker: a confirm is no delivery.
        await Ledger.Sql("UPDATE journal_head SET sent = 1000000");
        await Stop(Ledger);
        var ledger = await StartLedger();
        await Pay(ledger, "a", 2);

        await Eventually(Applied, 2);
    }

    [Fact]
    public async Task Applies_again_what_a_crash_of_its_database_took_back_with_the_cursor()
    {
        mirror = await StartMirror();
        for (var i = 1; i <= 3; i++)
            await Pay(Ledger, "a", i);
        await Eventually(Applied, 3);
        var (position, chain) = (await Ledger.Rows("SELECT position, encode(chain, 'hex') FROM journal ORDER BY position LIMIT 1", row => (row.GetInt64(0), row.GetString(1)))).Single();

        // Its commits do not wait for the disk (docs/decisions/0017): what was not written yet goes together, and the process goes on.
        await mirror.Sql($"BEGIN; DELETE FROM payment WHERE position > {position}; DELETE FROM evidence WHERE position > {position}; UPDATE cursor SET position = {position}, chain = decode('{chain}', 'hex'); COMMIT");
        await Pay(Ledger, "a", 4);

        await Eventually(Applied, 4);
        await HoldsWhatTheLedgerImplies();
        (await mirror.Scalar<long>("SELECT count(*) FROM evidence")).ShouldBe(4);
    }

    [Fact]
    public async Task Rebuilds_a_copy_whose_version_was_raised_to_the_same_content_and_reacts_no_second_time()
    {
        mirror = await StartMirror();
        for (var i = 0; i < 25; i++)
            await Pay(Ledger, $"a{i % 3}", i);
        await Eventually(Applied, 25);
        var before = await mirror.Rows("SELECT position, stream, version, amount FROM payment ORDER BY number", row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3)));
        var highest = await mirror.Scalar<long>("SELECT max(number) FROM payment");
        await Stop(mirror);

        mirror = await StartMirror(follow => follow.Copy<PaymentsCopyRaised>().React<Thanks>());

        await Eventually(() => mirror.Scalar<bool>($"SELECT min(number) > {highest} AND count(*) = 25 FROM payment"), true);
        (await mirror.Rows("SELECT position, stream, version, amount FROM payment ORDER BY number", row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3)))).ShouldBe(before);
        (await mirror.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'mirror.thanked'")).ShouldBe(25);
    }

    [Fact]
    public async Task Names_the_entry_that_led_to_a_reaction_as_its_cause()
    {
        mirror = await StartMirror();
        await Pay(Ledger, "a", 1);

        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM journal"), 1);
        (await mirror.Scalar<Guid>("SELECT cause FROM journal")).ShouldBe(await Ledger.Scalar<Guid>("SELECT id FROM journal"));
    }

    [Fact]
    public async Task Leaves_a_copy_made_by_a_newer_build_alone()
    {
        mirror = await StartMirror(follow => follow.Copy<PaymentsCopyRaised>());
        await Pay(Ledger, "a", 1);
        await Eventually(Applied, 1);
        await Stop(mirror);

        mirror = await StartMirror(follow => follow.Copy<PaymentsCopy>());
        await Pay(Ledger, "a", 2);
        await Numbered(Ledger);

        (await mirror.Scalar<int>("SELECT version FROM copy_version")).ShouldBe(2);
        (await Applied()).ShouldBe(1);
    }

    [Fact]
    public async Task Notices_a_source_that_was_restored_to_an_earlier_moment_and_lists_what_it_lost()
    {
        mirror = await StartMirror(idlePoll: "00:00:02");
        for (var i = 1; i <= 6; i++)
            await Pay(Ledger, "a", i);
        await Eventually(Applied, 6);
        await Stop(Ledger);
        await RestoreLedgerTo(position: 4);
        var ledger = await StartLedger();
        await Pay(ledger, "b", 100);

        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM payment WHERE stream = 'accounts/b'"), 1);
        await Eventually(Applied, 5);
        (await mirror.Scalar<long>("SELECT count(*) FROM fork")).ShouldBe(1);
        (await mirror.Rows(
            "SELECT lost.position FROM evidence lost WHERE generation = 1 AND NOT EXISTS (SELECT 1 FROM evidence kept WHERE kept.id = lost.id AND kept.generation = 2) ORDER BY 1", row => row.GetInt64(0))).ShouldBe([5L, 6L]);
        (await mirror.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'mirror.thanked'")).ShouldBe(7);
    }

    /// <summary>Makes the database what a restore from a backup taken at that position would make it.</summary>
    async Task RestoreLedgerTo(long position)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(LedgerDatabase);
        await using var restore = database.CreateCommand(
            $"""
            ALTER TABLE journal DISABLE TRIGGER journal_is_append_only;
            DELETE FROM journal WHERE position > {position};
            ALTER TABLE journal ENABLE TRIGGER journal_is_append_only;
            UPDATE journal_head SET position = {position}, chain = (SELECT chain FROM journal WHERE position = {position}), previous_published = {position}, sent = {position}, epoch = epoch + 1
            """);
        await restore.ExecuteNonQueryAsync();
    }
}
