using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ServiceDefaults.Health;

namespace Portal.Storage;

/// <summary>The portal's own database. It holds nothing of the field.</summary>
static class PortalDatabase
{
    static readonly TimeSpan answersWithin = TimeSpan.FromSeconds(3);

    /// <param name="service">The service's name, from which that of its connection string follows.</param>
    /// <exception cref="InvalidOperationException">The connection string is not set.</exception>
    public static void AddDatabase(this WebApplicationBuilder builder, string service)
    {
        var connectionString = builder.Configuration.GetConnectionString($"{service}db") ?? throw new InvalidOperationException($"ConnectionStrings:{service}db is not set.");
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration("database", provider => new Answers(provider.GetRequiredService<NpgsqlDataSource>()), HealthStatus.Unhealthy, [HealthRoutes.Ready], answersWithin));
    }

    sealed class Answers(NpgsqlDataSource database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
