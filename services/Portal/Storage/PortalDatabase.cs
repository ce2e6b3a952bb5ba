using Journal.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ServiceDefaults.Answers;
using ServiceDefaults.Health;

namespace Portal.Storage;

/// <summary>Gives the portal its own database, migrated at start; replicas may start together.</summary>
static class PortalDatabase
{
    static readonly TimeSpan answersWithin = TimeSpan.FromSeconds(3);

    /// <param name="service">The service's name, from which that of its connection string follows.</param>
    /// <exception cref="InvalidOperationException">The connection string is not set.</exception>
    public static void AddDatabase(this WebApplicationBuilder builder, string service)
    {
        var connection = new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString($"{service}db")
            ?? throw new InvalidOperationException($"ConnectionStrings:{service}db is not set."));
        connection.Options ??= "-c idle_in_transaction_session_timeout=10s -c lock_timeout=5s";
        connection.ApplicationName ??= service;
        if (connection.MaxAutoPrepare == 0)
            connection.MaxAutoPrepare = 20;      // the few statements that every page asks are planned once a connection

        var services = builder.Services;
        services.AddSingleton(_ => connection.CreateDataSource());
        services.AddPooledDbContextFactory<PortalDb>((provider, db) => db.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext());
        services.AddSingleton<Migration<PortalDb>>();
        services.AddHostedService(provider => provider.GetRequiredService<Migration<PortalDb>>());
        // Most pages need nothing of it, so none is held back; what does meets a table that is not there yet.
        services.AddSingleton<Unavailable>(provider => exception => exception is PostgresException
            && !provider.GetRequiredService<Migration<PortalDb>>().Done.IsCompletedSuccessfully);
        services.AddHealthChecks().Add(
            new HealthCheckRegistration("database", provider => provider.GetRequiredService<Migration<PortalDb>>(), HealthStatus.Unhealthy, [HealthRoutes.Ready], answersWithin));

        // Every replica reads the cookies of every other; what a developer signed in as is nobody anywhere else.
        services.AddDataProtection().SetApplicationName($"treaty-platform/{builder.Environment.EnvironmentName}");
        services.AddOptions<KeyManagementOptions>()
            .Configure<IDbContextFactory<PortalDb>, Migration<PortalDb>, TimeProvider>((options, contexts, migration, time) =>
                options.XmlRepository = new CookieKeys(contexts, migration, time));
    }

    /// <summary>
    /// The framework would read the keys of cookies while it starts, before they can be there; who first needs them reads them. Call last: whatever
    /// protects data asks for it anew.
    /// </summary>
    public static void ReadCookieKeysWhenNeeded(this IServiceCollection services) =>
        services.Remove(services.Single(it => it.ServiceType == typeof(IHostedService) && it.ImplementationType?.Name == "DataProtectionHostedService"));
}
