using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Portal.SignIn;
using Portal.Tokens;

namespace Portal.Storage;

/// <summary>The portal's own: who may sign in, and the keys of its cookies and tokens. It holds nothing of the field.</summary>
public sealed class PortalDb(DbContextOptions<PortalDb> options) : DbContext(options)
{
    public DbSet<PortalUser> Users => Set<PortalUser>();
    public DbSet<UserClaim> UserClaims => Set<UserClaim>();
    public DbSet<CookieKey> CookieKeys => Set<CookieKey>();
    public DbSet<TokenKey> TokenKeys => Set<TokenKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UsePlatformStorage();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PortalUser>().Property(it => it.ConcurrencyStamp).IsConcurrencyToken();
        modelBuilder.Entity<UserClaim>().HasKey(it => new { it.User, it.Type, it.Value });
        modelBuilder.Entity<CookieKey>().HasKey(it => it.Name);
        modelBuilder.Entity<TokenKey>();
    }
}
