using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Networks.Authorities;
using Networks.Duties;
using Parties;

namespace Networks.Storage;

/// <summary>The directory of competent national authorities, the duties to designate them, and the copy of who is party to what.</summary>
public sealed class NetworksDb(DbContextOptions<NetworksDb> options) : DbContext(options)
{
    public DbSet<Authority> Authorities => Set<Authority>();
    public DbSet<AuthorityVersion> AuthorityVersions => Set<AuthorityVersion>();
    public DbSet<Designation> Designations => Set<Designation>();
    public DbSet<Duty> Duties => Set<Duty>();
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
    }
}
