#if !PUBLIC_FEED
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Telemetry;

/// <summary>What the package OpenTelemetry.Extensions.Hosting does, where it cannot be restored: the same call, on the SDK.</summary>
static class OpenTelemetryHosting
{
    public static IOpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        // First in the list, so that what other hosted services do at their start is seen.
        if (!services.Any(service => service.ImplementationType == typeof(Start)))
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, Start>());
        return new Builder(services);
    }

    sealed record Builder(IServiceCollection Services) : IOpenTelemetryBuilder;

    /// <summary>Providers listen from the moment they are made.</summary>
    sealed class Start(IServiceProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = (provider.GetService<TracerProvider>(), provider.GetService<MeterProvider>(), provider.GetService<LoggerProvider>());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
#endif
