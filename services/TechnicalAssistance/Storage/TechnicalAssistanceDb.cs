using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Parties;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Requests;
using TechnicalAssistance.Results;

namespace TechnicalAssistance.Storage;

/// <summary>Needs, requests, assistance given and what came of it, who joined after it, and the copy of who is party to what.</summary>
public sealed class TechnicalAssistanceDb(DbContextOptions<TechnicalAssistanceDb> options) : DbContext(options)
{
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<ActivityBeneficiary> Beneficiaries => Set<ActivityBeneficiary>();
    public DbSet<ActivityInstrument> Instruments => Set<ActivityInstrument>();
    public DbSet<ActivityCorrection> ActivityCorrections => Set<ActivityCorrection>();
    public DbSet<Joining> Joinings => Set<Joining>();
    public DbSet<Need> Needs => Set<Need>();
    public DbSet<AssistanceRequest> Requests => Set<AssistanceRequest>();
    public DbSet<RequestNeed> RequestNeeds => Set<RequestNeed>();
    public DbSet<ActivityNeed> ActivityNeeds => Set<ActivityNeed>();
    public DbSet<Result> Results => Set<Result>();
    public DbSet<ResultNeed> ResultNeeds => Set<ResultNeed>();
    public DbSet<ResultActivity> ResultActivities => Set<ResultActivity>();
    public DbSet<ResultCorrection> ResultCorrections => Set<ResultCorrection>();
    public DbSet<PartyAct> PartyActs => Set<PartyAct>();
    public DbSet<InForce> InForce => Set<InForce>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.UsePlatformStorage();
        configurationBuilder.Properties<ActivityKind>().HaveConversion<string>();
        configurationBuilder.Properties<NeedKind>().HaveConversion<string>();
        configurationBuilder.Properties<DecisionKind>().HaveConversion<string>();
        configurationBuilder.Properties<ResultKind>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapParties();
        modelBuilder.Entity<Activity>().Property(it => it.Details).StoredAsJson();
        modelBuilder.Entity<ActivityBeneficiary>().HasKey(it => new { it.Activity, it.State });
        modelBuilder.Entity<ActivityInstrument>().HasKey(it => new { it.Activity, it.Instrument });
        modelBuilder.Entity<ActivityNeed>().HasKey(it => new { it.Activity, it.Need });
        modelBuilder.Entity<ActivityCorrection>(correction =>
        {
            correction.HasKey(it => new { it.Activity, it.Number });
            correction.Property(it => it.Was).StoredAsJson();
        });
        modelBuilder.Entity<Need>();
        modelBuilder.Entity<AssistanceRequest>(request =>
        {
            request.Property(it => it.Articles).StoredAsJson();
            request.Property(it => it.Note).StoredAsJson();
        });
        modelBuilder.Entity<RequestNeed>().HasKey(it => new { it.Request, it.Need });
        modelBuilder.Entity<Result>().Property(it => it.Details).StoredAsJson();
        modelBuilder.Entity<ResultCorrection>(correction =>
        {
            correction.HasKey(it => new { it.Result, it.Number });
            correction.Property(it => it.Was).StoredAsJson();
        });
        modelBuilder.Entity<ResultNeed>().HasKey(it => new { it.Result, it.Need });
        modelBuilder.Entity<ResultActivity>().HasKey(it => new { it.Result, it.Activity });
        modelBuilder.Entity<Joining>().HasKey(it => new { it.Activity, it.Act });
    }
}
