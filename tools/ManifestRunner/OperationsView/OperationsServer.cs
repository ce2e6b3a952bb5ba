using System.Net;
using ManifestRunner.OperationsView.Telemetry;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ManifestRunner.OperationsView;

/// <summary>What the operations view is given.</summary>
/// <param name="Port">Wished for; when it is taken, another is used.</param>
/// <param name="OperatorToken">Makes a token for one question to a service as an operator.</param>
/// <param name="Broker">Management API of the broker, with user and password; null while there is none.</param>
/// <param name="TelemetryElsewhere">Address that services send their telemetry to instead; null when they send it here.</param>
/// <param name="Bounds">What of telemetry is kept at most.</param>
sealed record ViewOptions(int Port, IRunning Running, Func<string> OperatorToken, Func<Uri?> Broker, string? TelemetryElsewhere, Bounds Bounds, TimeProvider Time)
{
    public const int CustomaryPort = 18888;
}

/// <summary>
/// What an operator needs where there is no Aspire dashboard: receives the services' telemetry, keeps the last of it in memory, and shows it
/// together with what runs. One server on loopback for both.
/// </summary>
sealed class OperationsServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly Journals journals;
    readonly Measurements measurements;
    readonly CancellationTokenSource ending = new();
    readonly Task measuring;

    OperationsServer(WebApplication app, int port, Access access, Received received, Journals journals, Measurements measurements)
    {
        (this.app, Port, Access, Received, this.journals, this.measurements) = (app, port, access, received, journals, measurements);
        measuring = measurements.Take(ending.Token);
    }

    public int Port { get; }

    public Access Access { get; }

    public Received Received { get; }

    /// <summary>Address that signs in, for the one who started the platform.</summary>
    public string Url => $"http://localhost:{Port}/login?t={Access.Token}";

    /// <summary>What makes a service send its telemetry here. Delays as Aspire sets them in development; metrics as often as they are kept.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{Port}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={Access.ApiKey}",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = $"{Series.SlotSeconds * 1000}",
    };

    /// <exception cref="Problem">No port can be had.</exception>
    public static async Task<OperationsServer> Start(ViewOptions options, CancellationToken cancel)
    {
        var (access, received) = (new Access(), Received.Within(options.Bounds, options.Time));
        var journals = new Journals(options.Running, options.OperatorToken);
        var (app, port) = await Listening(options.Port, app => Routes.Map(app, options, access, received, journals), cancel);
        return new(app, port, access, received, journals, new Measurements(options.Running, received.Metrics, journals, options.Broker, options.Time));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await measuring;
        await app.DisposeAsync();
        journals.Dispose();
        measurements.Dispose();
        ending.Dispose();
    }

    static async Task<(WebApplication, int)> Listening(int wished, Action<WebApplication> map, CancellationToken cancel)
    {
        const int attempts = 5;
        for (var (attempt, port) = (1, wished); ; attempt++, port = FreePort.Next())
        {
            var app = Build(port);
            map(app);
            try
            {
                await app.StartAsync(cancel);
                return (app, port);
            }
            catch (IOException taken)
            {
                await app.DisposeAsync();
                if (attempt == attempts)
                    throw new Problem($"The operations view found no free port: {taken.Message}", taken);
            }
        }
    }

    /// <summary>No more of ASP.NET Core than is used: no settings files, no logging, no signals (those are the runner's).</summary>
    static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, AsLongAsWeRun>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = 64 * 1024; // telemetry says otherwise for itself
            server.Limits.MaxConcurrentConnections = 200;
            server.Listen(IPAddress.Loopback, port);
        });
        return builder.Build();
    }

    sealed class AsLongAsWeRun : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
