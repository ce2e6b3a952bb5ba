using Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace Treaties.Storage;

/// <summary>The record of treaty actions with all its revisions, the imports that wait or were accepted, and the entries into force that were announced.</summary>
public sealed class TreatiesDb(DbContextOptions<TreatiesDb> options) : DbContext(options)
{
    public DbSet<ActRevision> Revisions => Set<ActRevision>();
    public DbSet<KeptImport> Imports => Set<KeptImport>();
    public DbSet<AnnouncedEntryIntoForce> EntriesIntoForce => Set<AnnouncedEntryIntoForce>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UsePlatformStorage();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ActRevision>().HasKey(it => new { it.Act, it.Number });
        modelBuilder.Entity<KeptImport>();
        modelBuilder.Entity<AnnouncedEntryIntoForce>().HasKey(it => new { it.Instrument, it.Number });
    }
}
