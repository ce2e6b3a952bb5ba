using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Parties;
using Reviews.CountryReviews;
using Reviews.Mechanisms;

namespace Reviews.Storage;

/// <summary>Who takes part in which review mechanism, the reviews of States, and the copy of who is party to what.</summary>
public sealed class ReviewsDb(DbContextOptions<ReviewsDb> options) : DbContext(options)
{
    public DbSet<Enrolment> Enrolments => Set<Enrolment>();
    public DbSet<CountryReview> CountryReviews => Set<CountryReview>();
    public DbSet<Reviewer> Reviewers => Set<Reviewer>();
    public DbSet<PartyAct> PartyActs => Set<PartyAct>();
    public DbSet<InForce> InForce => Set<InForce>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.UsePlatformStorage();
        configurationBuilder.Properties<ReviewStage>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapParties();
        modelBuilder.Entity<Enrolment>().HasKey(it => new { it.Mechanism, it.Act });
        modelBuilder.Entity<CountryReview>(review =>
        {
            review.Ignore(it => it.Steps).Ignore(it => it.Reviewers).Ignore(it => it.Awaited);
            review.Property(it => it.Course).StoredAsJson();
        });
        modelBuilder.Entity<Reviewer>().HasKey(it => new { it.Review, it.State });
    }
}
