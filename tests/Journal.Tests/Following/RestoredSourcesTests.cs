using Contracts;
using Journal.Relaying;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Servers;

namespace Journal.Tests.Following;

/// <summary>A source goes on with a copy of its database, made at an earlier moment, as after a restore. Nobody announces it.</summary>
public class Following_a_source_that_was_restored(RealServers servers) : Specification(servers)
{
    Host<MirrorDb> mirror = null!;

    Task<long> Applied() => mirror.Scalar<long>("SELECT count(*) FROM payment");

    Task<long> Epoch() => Ledger.Scalar<long>("SELECT epoch FROM journal_head");

    async Task PayAndApply(params int[] amounts)
    {
        var before = await Applied();
        foreach (var amount in amounts)
            await Pay(Ledger, "a", amount);
        await Eventually(Applied, before + amounts.Length);
    }

    async Task Restart(string? database = null)
    {
        await Stop(Ledger);
        Ledger = await StartLedger(database: database);
    }

    /// <summary>What a dump of this moment, read back, would make.</summary>
    async Task<string> CopyOfTheLedger()
    {
        await Stop(Ledger);
        var copy = new NpgsqlConnectionStringBuilder(LedgerDatabase);
        var name = copy.Database!;
        copy.Database = $"{name}_copy";
        await using (var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(LedgerDatabase) { Database = "postgres", Pooling = false }.ConnectionString))
        {
            await server.OpenAsync();
            await using var release = new NpgsqlCommand($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'", server);
            await release.ExecuteNonQueryAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{copy.Database}\" TEMPLATE \"{name}\"", server);
            await create.ExecuteNonQueryAsync();
        }
        Ledger = await StartLedger();
        return copy.ConnectionString;
    }

    [Fact]
    public async Task Rebuilds_and_lists_what_was_lost_even_when_new_entries_already_stand_where_the_lost_ones_stood()
    {
        mirror = await StartMirror();
        await PayAndApply(1, 2, 3, 4);
        var copy = await CopyOfTheLedger();
        await PayAndApply(5, 6);
        var (epoch, lost) = (await Epoch(), await Ledger.Rows("SELECT id FROM journal WHERE position > 4 ORDER BY position", row => row.GetGuid(0)));

        await Stop(mirror);
        await Restart(copy);
        foreach (var amount in (int[])[70, 80, 90])
            await Pay(Ledger, "a", amount);
        await Numbered(Ledger);
        mirror = await StartMirror();

        await Eventually(() => mirror.Scalar<long>("SELECT coalesce(sum(amount), 0) FROM payment"), 1 + 2 + 3 + 4 + 70 + 80 + 90L);
        (await Epoch()).ShouldBeGreaterThan(epoch);
        (await mirror.Rows(
            "SELECT lost.id FROM evidence lost WHERE generation = 1 AND NOT EXISTS (SELECT 1 FROM evidence kept WHERE kept.id = lost.id AND kept.generation = 2) ORDER BY position", row => row.GetGuid(0))).ShouldBe(lost);
        (await mirror.Scalar<long>("SELECT count(*) FROM fork")).ShouldBe(1);
        (await mirror.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'mirror.thanked'")).ShouldBe(9, "once for each payment, the lost ones included");
    }

    [Fact]
    public async Task Goes_on_under_the_new_epoch_when_nothing_it_had_followed_is_lost()
    {
        mirror = await StartMirror();
        await PayAndApply(1, 2, 3);
        var copy = await CopyOfTheLedger();

        await Restart(copy);
        await PayAndApply(4);

        (await mirror.Scalar<long>("SELECT count(*) FROM fork")).ShouldBe(0);
        (await mirror.Rows("SELECT number FROM payment ORDER BY 1", row => row.GetInt64(0))).ShouldBe([1, 2, 3, 4], "the copy was not made anew");
        (await mirror.Scalar<long>("SELECT epoch FROM cursor")).ShouldBe(await Epoch());
    }

    [Fact]
    public async Task Sees_no_new_epoch_when_the_source_was_only_started_again()
    {
        mirror = await StartMirror();
        await PayAndApply(1);
        var epoch = await Epoch();

        await Restart();
        await PayAndApply(2);

        (await Epoch()).ShouldBe(epoch);
        (await mirror.Scalar<long>("SELECT epoch FROM cursor")).ShouldBe(epoch);
    }

    [Fact]
    public async Task Begins_anew_as_builds_do_that_cannot_adopt_an_epoch()
    {
        mirror = await StartMirror();
        await PayAndApply(1);
        var (position, chain) = (await mirror.Rows("SELECT position, chain FROM cursor", row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)))).Single();
        var journal = Ledger.Services.GetRequiredService<JournalReader>();

        async Task<bool> Forked(bool mayAdopt) =>
            (await journal.Page(new ReadJournal { Epoch = 7, After = position, Chain = chain, Limit = 10, MayAdopt = mayAdopt }, TestContext.Current.CancellationToken)).Forked;

        (await Forked(mayAdopt: false)).ShouldBeTrue();
        (await Forked(mayAdopt: true)).ShouldBeFalse();
    }
}
