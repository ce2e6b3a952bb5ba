using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Portal.Drafts;
using Portal.SignIn;
using Portal.Tokens;
using Portal.Users;

namespace Portal.Storage;

/// <summary>
/// The portal's own: who may sign in and who let them, what they typed and have not done yet, and the keys of its cookies and tokens. It holds
/// nothing of the field.
/// </summary>
public sealed class PortalDb(DbContextOptions<PortalDb> options) : DbContext(options)
{
    public DbSet<PortalUser> Users => Set<PortalUser>();
    public DbSet<UserClaim> UserClaims => Set<UserClaim>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<AccessRecord> AccessRecords => Set<AccessRecord>();
    public DbSet<CookieKey> CookieKeys => Set<CookieKey>();
    public DbSet<TokenKey> TokenKeys => Set<TokenKey>();
    public DbSet<Draft> Drafts => Set<Draft>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UsePlatformStorage();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PortalUser>().Property(it => it.ConcurrencyStamp).IsConcurrencyToken();
        modelBuilder.Entity<UserClaim>().HasKey(it => new { it.User, it.Type, it.Value });
        modelBuilder.Entity<UserClaim>().HasOne<PortalUser>().WithMany().HasForeignKey(it => it.User);
        modelBuilder.Entity<Invitation>().HasKey(it => it.SecretHash);
        modelBuilder.Entity<Invitation>().HasOne<PortalUser>().WithMany().HasForeignKey(it => it.User);
        modelBuilder.Entity<AccessRecord>();
        modelBuilder.Entity<CookieKey>().HasKey(it => it.Name);
        modelBuilder.Entity<TokenKey>();
        modelBuilder.Entity<Draft>().HasKey(it => new { it.Person, it.Address, it.Form });
    }
}
