using Journal.Appending;
using Journal.Relaying;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Bench.Journals;

/// <summary>Appends to the journal of <c>treaties</c> by the code that services append by: locks, versions, hashes, one transaction each. What it does not write is the record itself.</summary>
sealed class JournalFilling : IAsyncDisposable
{
    readonly RelaySignal signal;
    readonly Change<FillingDb> change;
    readonly RecordShape shape;
    long next;

    JournalFilling(NpgsqlDataSource treaties, RecordShape shape, long next)
    {
        (this.shape, this.next) = (shape, next);
        signal = new RelaySignal(treaties, NullLogger<RelaySignal>.Instance);
        change = new(new Contexts(new DbContextOptionsBuilder<FillingDb>().UseNpgsql(treaties).Options), new HttpContextAccessor(), Options.Create(new Microsoft.AspNetCore.Http.Json.JsonOptions()), signal, TimeProvider.System);
    }

    public static async Task<JournalFilling> Of(BenchPlatform platform, CancellationToken cancel)
    {
        var treaties = platform.Database("treaties");
        var filled = await platform.Scalar<long>("treaties", $"SELECT count(*) FROM journal WHERE actor = '{Actor}'");
        var filling = new JournalFilling(treaties, await RecordShape.Read(treaties, cancel), filled);
        await filling.signal.StartAsync(cancel);
        return filling;
    }

    const string Actor = "service:bench";

    /// <summary>Appends so many entries, <paramref name="together"/> in one transaction.</summary>
    public async Task Append(long count, int together, CancellationToken cancel)
    {
        for (var done = 0L; done < count; done += together)
        {
            var (first, size) = (next, Math.Min(together, count - done));
            await change.RunAs(Actor, async work =>
            {
                var facts = Enumerable.Range(0, (int)size).Select(index => shape[first + index]).ToList();
                var streams = await work.Open(facts.Select(fact => fact.Stream));
                foreach (var (stream, fact, on) in facts)
                    streams[stream].Append(fact, on);
                return Answer.Ok("");
            }, cancel);
            next += size;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await signal.StopAsync(CancellationToken.None);
        signal.Dispose();
    }

    sealed class Contexts(DbContextOptions<FillingDb> options) : IDbContextFactory<FillingDb>
    {
        public FillingDb CreateDbContext() => new(options);
    }
}

/// <summary>The database of a service, of which only the journal is written.</summary>
sealed class FillingDb(DbContextOptions<FillingDb> options) : DbContext(options);
