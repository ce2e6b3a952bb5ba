using Microsoft.EntityFrameworkCore;

namespace Bench.Baselines;

/// <summary>What the baseline inserts, in a table of its own with the columns of the acts': it must not stand on the record.</summary>
class BareDeposit
{
    public Guid Act { get; set; }
    public int Number { get; set; }
    public string Instrument { get; set; } = "";
    public string State { get; set; } = "";
    public string Kind { get; set; } = "";
    public DateOnly NotBefore { get; set; }
    public DateOnly NotAfter { get; set; }
    public string[] Provisions { get; set; } = [];
    public string Source { get; set; } = "";
    public string[] Flags { get; set; } = [];
    public DateTimeOffset RecordedAt { get; set; }
    public bool Annulled { get; set; }
}

/// <summary>The table of acts as somebody without the platform would map it.</summary>
sealed class BareAct : BareDeposit
{
    public Guid? Concerns { get; set; }
    public string? Territory { get; set; }
    public string? Note { get; set; }
    public string? Reason { get; set; }
}

sealed class BareDb(DbContextOptions<BareDb> options) : DbContext(options)
{
    public const string CreateDeposits = "CREATE TABLE IF NOT EXISTS bench_deposit (LIKE act_revision INCLUDING ALL)";

    public DbSet<BareAct> Acts => Set<BareAct>();
    public DbSet<BareDeposit> Deposits => Set<BareDeposit>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<BareAct>().HasBaseType((Type?)null).ToTable("act_revision").HasKey(act => new { act.Act, act.Number });
        modelBuilder.Entity<BareDeposit>().ToTable("bench_deposit").HasKey(act => new { act.Act, act.Number });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }
}
