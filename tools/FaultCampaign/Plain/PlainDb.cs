using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Plain;

/// <summary>Both sides' tables; each process uses its own half in its own database.</summary>
public sealed class PlainDb(DbContextOptions<PlainDb> options) : DbContext(options)
{
    public DbSet<RecordStream> Streams => Set<RecordStream>();
    public DbSet<Record> Records => Set<Record>();
    public DbSet<Copy> Copies => Set<Copy>();
    public DbSet<Application> Applications => Set<Application>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<RecordStream>(stream =>
        {
            stream.ToTable("stream").HasKey(it => it.Name);
            stream.Property(it => it.Name).HasColumnName("name");
            stream.Property(it => it.Version).HasColumnName("version").IsConcurrencyToken();
        });
        model.Entity<Record>(record =>
        {
            record.ToTable("record").HasIndex(it => it.Marker).IsUnique();
            record.Property(it => it.Id).HasColumnName("id");
            record.Property(it => it.Stream).HasColumnName("stream");
            record.Property(it => it.Version).HasColumnName("version");
            record.Property(it => it.Marker).HasColumnName("marker");
            record.Property(it => it.Text).HasColumnName("text");
        });
        model.Entity<Copy>(copy =>
        {
            copy.ToTable("copy").HasKey(it => it.Stream);
            copy.Property(it => it.Stream).HasColumnName("stream");
            copy.Property(it => it.Version).HasColumnName("version").IsConcurrencyToken();
            copy.Property(it => it.Text).HasColumnName("text");
        });
        model.Entity<Application>(application =>
        {
            application.ToTable("application").HasKey(it => it.Number);
            application.HasIndex(it => it.Record);
            application.Property(it => it.Number).HasColumnName("number");
            application.Property(it => it.Record).HasColumnName("record");
            application.Property(it => it.Stream).HasColumnName("stream");
            application.Property(it => it.Version).HasColumnName("version");
        });
    }
}

public sealed class RecordStream
{
    public required string Name { get; init; }
    public int Version { get; set; }
}

public sealed class Record
{
    public Guid Id { get; init; }
    public required string Stream { get; init; }
    public int Version { get; init; }

    /// <summary>The Idempotency-Key it came under.</summary>
    public required string Marker { get; init; }

    public required string Text { get; init; }
}

public sealed class Copy
{
    public required string Stream { get; init; }
    public int Version { get; set; }
    public required string Text { get; set; }
}

/// <summary>One line per message handled, in the transaction of its effect: the reaction, and the witness of order and doubles.</summary>
public sealed class Application
{
    public long Number { get; init; }
    public Guid Record { get; init; }
    public required string Stream { get; init; }
    public int Version { get; init; }
}

/// <summary>Makes the tables when they are missing; replicas that start together may try at once.</summary>
sealed class MakeTables(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<PlainDb>().Database.EnsureCreatedAsync(cancellationToken);
                return;
            }
            catch (Exception notYet) when (notYet is NpgsqlException or SocketException or InvalidOperationException { InnerException: NpgsqlException })
            {
                await Task.Delay(500, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
