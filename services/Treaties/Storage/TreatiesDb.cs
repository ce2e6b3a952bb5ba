using Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace Treaties.Storage;

/// <summary>
/// The record of treaty actions with all its revisions, the imports that wait or were accepted, the entries into force that were announced, and the
/// copy of what authorities are designated for.
/// </summary>
public sealed class TreatiesDb(DbContextOptions<TreatiesDb> options) : DbContext(options)
{
    public DbSet<ActRevision> Revisions => Set<ActRevision>();
    public DbSet<KeptImport> Imports => Set<KeptImport>();
    public DbSet<AnnouncedEntryIntoForce> EntriesIntoForce => Set<AnnouncedEntryIntoForce>();
    public DbSet<DesignationNote> DesignationNotes => Set<DesignationNote>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UsePlatformStorage();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ActRevision>().HasKey(it => new { it.Act, it.Number });
        modelBuilder.Entity<KeptImport>();
        modelBuilder.Entity<AnnouncedEntryIntoForce>().HasKey(it => new { it.Instrument, it.Number });
        modelBuilder.Entity<DesignationNote>(note =>
        {
            note.HasKey(it => it.Position);
            note.Property(it => it.Position).ValueGeneratedNever();
            note.Property(it => it.Functions).StoredAsJson();
        });
    }
}
