using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Parties;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Candidates;

namespace TechnicalAssistance.Storage;

/// <summary>Assistance given, who joined after it, and the copy of who is party to what.</summary>
public sealed class TechnicalAssistanceDb(DbContextOptions<TechnicalAssistanceDb> options) : DbContext(options)
{
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<ActivityBeneficiary> Beneficiaries => Set<ActivityBeneficiary>();
    public DbSet<ActivityInstrument> Instruments => Set<ActivityInstrument>();
    public DbSet<Joining> Joinings => Set<Joining>();
    public DbSet<PartyAct> PartyActs => Set<PartyAct>();
    public DbSet<InForce> InForce => Set<InForce>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.UsePlatformStorage();
        configurationBuilder.Properties<ActivityKind>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapParties();
        modelBuilder.Entity<Activity>().Property(it => it.Details).StoredAsJson();
        modelBuilder.Entity<ActivityBeneficiary>().HasKey(it => new { it.Activity, it.State });
        modelBuilder.Entity<ActivityInstrument>().HasKey(it => new { it.Activity, it.Instrument });
        modelBuilder.Entity<Joining>().HasKey(it => new { it.Activity, it.Act });
    }
}
