using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Parties;
using Reviews.Mechanisms;

namespace Reviews.Storage;

/// <summary>Who takes part in which review mechanism, and the copy of who is party to what.</summary>
public sealed class ReviewsDb(DbContextOptions<ReviewsDb> options) : DbContext(options)
{
    public DbSet<Enrolment> Enrolments => Set<Enrolment>();
    public DbSet<PartyAct> PartyActs => Set<PartyAct>();
    public DbSet<InForce> InForce => Set<InForce>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UsePlatformStorage();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapParties();
        modelBuilder.Entity<Enrolment>().HasKey(it => new { it.Mechanism, it.Act });
    }
}
