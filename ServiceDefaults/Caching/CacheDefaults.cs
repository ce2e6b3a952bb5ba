using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Health;

namespace ServiceDefaults.Caching;

static class CacheDefaults
{
    public static void AddCache(this IServiceCollection services, IConfiguration configuration, string service)
    {
        services.AddSingleton(provider => new CacheConnection(configuration.GetConnectionString("cache"), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CacheConnection>>()));
        services.AddHostedService(provider => provider.GetRequiredService<CacheConnection>());
        services.AddSingleton(provider => new AnswerCache(provider.GetRequiredService<CacheConnection>(), provider.GetRequiredService<TimeProvider>(), service));
        services.AddHealthChecks().Add(new HealthCheckRegistration("cache", provider => provider.GetRequiredService<AnswerCache>(), HealthStatus.Degraded, [HealthRoutes.DegradedOk], TimeSpan.FromSeconds(1)));
    }
}
