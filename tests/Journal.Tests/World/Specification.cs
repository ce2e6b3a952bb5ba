using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Servers;

namespace Journal.Tests.World;

/// <summary>A ledger and, where asked for, a mirror of it: databases and a virtual host of their own.</summary>
public abstract class Specification(RealServers servers) : IAsyncLifetime
{
    readonly List<IAsyncDisposable> running = [];

    protected static readonly DateOnly Today = new(2026, 1, 15);

    protected RealServers Servers => servers;
    protected string LedgerDatabase { get; private set; } = "";
    protected string MirrorDatabase { get; private set; } = "";
    protected string Broker { get; private set; } = "";
    protected Host<LedgerDb> Ledger { get; set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        LedgerDatabase = await servers.NewDatabase("ledger");
        MirrorDatabase = await servers.NewDatabase("mirror");
        Broker = await servers.NewVirtualHost("journal");
        Ledger = await StartLedger();
    }

    /// <param name="database">Null for the one it began with.</param>
    protected Task<Host<LedgerDb>> StartLedger(TimeProvider? time = null, string? database = null) => Running(Host<LedgerDb>.Start("ledger", database ?? LedgerDatabase, Broker, time: time, routes: PayRoutes.Map));

    /// <param name="idlePoll">How soon it asks its source when nothing comes over the bus.</param>
    protected Task<Host<MirrorDb>> StartMirror(string idlePoll = "01:00:00") => StartMirror(follow => follow.Copy<PaymentsCopy>().React<Thanks>(), idlePoll);

    protected Task<Host<MirrorDb>> StartMirror(Action<JournalBuilder<MirrorDb>> follow, string idlePoll = "01:00:00") =>
        Running(Host<MirrorDb>.Start("mirror", MirrorDatabase, Broker, follow, idlePoll: idlePoll));

    async Task<T> Running<T>(Task<T> starting)
        where T : IAsyncDisposable
    {
        var host = await starting;
        running.Add(host);
        return host;
    }

    protected async Task Stop(IAsyncDisposable host)
    {
        running.Remove(host);
        await host.DisposeAsync();
    }

    protected static Task Pay(Host<LedgerDb> ledger, string account, int amount) => ledger.Run(async work => await Pay(work, account, amount));

    protected static async Task<FactStream> Pay(Work<LedgerDb> work, string account, int amount)
    {
        var stream = await work.Open($"accounts/{account}");
        await work.Db.Database.ExecuteSqlAsync($"INSERT INTO account VALUES ({account}, {amount}) ON CONFLICT (name) DO UPDATE SET balance = account.balance + {amount}");
        stream.Append(new Paid { Account = account, Amount = amount }, Today);
        return stream;
    }

    /// <inheritdoc cref="Servers.Eventually.Is{T}"/>
    protected static Task Eventually<T>(Func<Task<T>> ask, T wanted) => global::Servers.Eventually.Is("the wanted answer", ask, wanted);

    protected static Task Numbered(Host<LedgerDb> ledger) => Eventually(() => ledger.Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL"), 0);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(running).ToList())
            await host.DisposeAsync();
        running.Clear();
        GC.SuppressFinalize(this);
    }
}
