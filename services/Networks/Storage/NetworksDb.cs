using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Networks.Authorities;
using Networks.Duties;
using Networks.Requests;
using Parties;
using ServiceDefaults.Answers;

namespace Networks.Storage;

/// <summary>The directory of competent national authorities, the duties to designate them, the requests between them, and the copy of who is party to what.</summary>
public sealed class NetworksDb(DbContextOptions<NetworksDb> options) : DbContext(options)
{
    public DbSet<Authority> Authorities => Set<Authority>();
    public DbSet<AuthorityVersion> AuthorityVersions => Set<AuthorityVersion>();
    public DbSet<Designation> Designations => Set<Designation>();
    public DbSet<Duty> Duties => Set<Duty>();
    public DbSet<CooperationRequest> CooperationRequests => Set<CooperationRequest>();
    public DbSet<RequestReading> RequestReadings => Set<RequestReading>();
    public DbSet<PartyAct> PartyActs => Set<PartyAct>();
    public DbSet<InForce> InForce => Set<InForce>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UsePlatformStorage();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapParties();
        modelBuilder.Entity<Authority>().Property(it => it.Details).StoredAsJson();
        modelBuilder.Entity<AuthorityVersion>(version =>
        {
            version.HasKey(it => new { it.Authority, it.Version });
            version.Property(it => it.Details).StoredAsJson();
        });
        modelBuilder.Entity<Designation>().HasKey(it => new { it.Authority, it.Instrument, it.Function });
        modelBuilder.Entity<Duty>();
        modelBuilder.Entity<CooperationRequest>(request =>
        {
            request.Property(it => it.Stage).HasConversion(stage => new Word<RequestStage>(stage).ToString(), text => Word<RequestStage>.Parse(text, null).Value);
            request.Property(it => it.Ground).HasConversion(ground => new Word<RefusalGround>(ground!.Value).ToString(), text => Word<RefusalGround>.Parse(text, null).Value);
        });
        modelBuilder.Entity<RequestReading>();
    }
}
