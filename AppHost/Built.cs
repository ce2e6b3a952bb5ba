namespace AppHost;

/// <summary>Runs a service from what was built with the AppHost. Aspire's own way, <c>dotnet run</c>, keeps a second process of a hundred megabytes beside each.</summary>
static class Built
{
    /// <summary>The folder of the configuration and framework this AppHost was built in: <c>Debug/net10.0</c>.</summary>
    static readonly string output = string.Join('/', AppContext.BaseDirectory.TrimEnd('/', '\\').Split('/', '\\')[^2..]);

    /// <summary>Milliseconds. Aspire asks for every second, from each of five services that nobody asks anything.</summary>
    const string MetricsEvery = "10000";

    public static IResourceBuilder<ProjectResource> RunBuilt(this IResourceBuilder<ProjectResource> service)
    {
        var project = service.Resource.GetProjectMetadata().ProjectPath;
        var program = Path.Combine(Path.GetDirectoryName(project)!, "bin", output, Path.ChangeExtension(Path.GetFileName(project), ".dll"));
#pragma warning disable ASPIREEXTENSION001 // may still change: then the platform runs as Aspire does by itself, only heavier
        return service.ApplicationBuilder.ExecutionContext.IsRunMode
            ? service.WithLaunchToolArgs(command => command.Args.Add(program)).WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", MetricsEvery)
            : service;
#pragma warning restore ASPIREEXTENSION001
    }
}
