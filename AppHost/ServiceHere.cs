using Microsoft.Extensions.Configuration;

namespace AppHost;

/// <summary>How a service is run on this machine; what is published knows nothing of it.</summary>
static class ServiceHere
{
    /// <summary>The folder of the configuration and framework this AppHost was built in: <c>Debug/net10.0</c>.</summary>
    static readonly string output = string.Join('/', AppContext.BaseDirectory.TrimEnd('/', '\\').Split('/', '\\')[^2..]);

    /// <summary>Milliseconds. Aspire asks for every second, from each of five services that nobody asks anything.</summary>
    const string MetricsEvery = "10000";

    /// <summary>Settings that say where telemetry goes instead of the dashboard.</summary>
    static readonly string[] collector = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_BSP_SCHEDULE_DELAY"];

    /// <summary>
    /// Runs it from what was built with the AppHost (Aspire's own way, <c>dotnet run</c>, keeps a second process of a hundred megabytes
    /// beside each), on the port this platform keeps for it, with its telemetry where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.
    /// </summary>
    public static IResourceBuilder<ProjectResource> RunHere(this IResourceBuilder<ProjectResource> service)
    {
        var (builder, name, project) = (service.ApplicationBuilder, service.Resource.Name, service.Resource.GetProjectMetadata().ProjectPath);
        if (!builder.ExecutionContext.IsRunMode)
            return service;
        var program = Path.Combine(Path.GetDirectoryName(project)!, "bin", output, Path.ChangeExtension(Path.GetFileName(project), ".dll"));
#pragma warning disable ASPIREEXTENSION001 // may still change: then the platform runs as Aspire does by itself, only heavier
        service.WithLaunchToolArgs(command => command.Args.Add(program), showInCommandLine: false).WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", MetricsEvery);
#pragma warning restore ASPIREEXTENSION001
        if (builder.Configuration[collector[0]] is { Length: > 0 })
            foreach (var setting in collector)
                service.WithEnvironment(setting, builder.Configuration[setting] ?? "");
        return service.WithEndpoint("http", endpoint => endpoint.Port = name == "portal" ? builder.Configuration.GetValue<int>("Port") : builder.Folder().Port(name, endpoint.Port));
    }
}
