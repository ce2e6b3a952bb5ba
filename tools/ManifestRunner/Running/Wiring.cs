using ManifestRunner.Manifests;
using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>Gives the manifest's listeners their ports and the services their environment.</summary>
sealed class Wiring : ISupplied
{
    const string Loopback = "127.0.0.1";

    readonly Manifest manifest;
    readonly Inputs inputs;
    readonly Ports ports;
    readonly int replicas;
    readonly HashSet<string> othersParameters;

    /// <param name="replicas">How many processes of each service; what the outside reaches is always one.</param>
    public Wiring(Manifest manifest, Inputs inputs, Ports ports, int replicas)
    {
        (this.manifest, this.inputs, this.ports, this.replicas) = (manifest, inputs, ports, replicas);
        Expressions = new Expressions(manifest, this);
        othersParameters = manifest.Containers.Where(container => !IsOurs(container)).SelectMany(container => container.Environment.Values).SelectMany(Expressions.Named).ToHashSet();
    }

    public Expressions Expressions { get; }

    /// <summary>Connection strings in the environment win over anything we would start.</summary>
    public string? Given(Resource resource) =>
        resource is Project ? null : Environment.GetEnvironmentVariable($"ConnectionStrings__{resource.Name}") is { Length: > 0 } given ? given : null;

    /// <summary>Whether we start it: neither it nor everything that lies on it was given.</summary>
    public bool IsOurs(Container container) => Given(container) is null && (LyingOn(container).ToList() is not { Count: > 0 } lying || lying.Any(value => Given(value) is null));

    /// <summary>The values made from a server's connection string, as databases are.</summary>
    public IEnumerable<Value> LyingOn(Container container) =>
        manifest.Resources.OfType<Value>().Where(value => value.ConnectionString is { } text && text.StartsWith($"{{{container.Name}.connectionString}}", StringComparison.Ordinal));

    public string? Input(Parameter parameter) => othersParameters.Contains(parameter.Name) ? null : inputs.Of(parameter);

    public Address? AddressOf(Listener listener, string binding) => listener switch
    {
        Container container when !IsOurs(container) => null,
        Project when listener.Bindings[binding].Scheme != "http" => null, // between processes of one machine there is no TLS
        _ => new Address(listener.Bindings[binding].Scheme, Loopback, ports.Of($"{listener.Name}.{binding}")),
    };

    /// <summary>Names of a service's processes: <c>treaties</c>, <c>treaties-2</c> …</summary>
    public IEnumerable<string> ReplicasOf(Project project) =>
        Enumerable.Range(1, IsExternal(project) ? 1 : replicas).Select(number => number == 1 ? project.Name : $"{project.Name}-{number}");

    public static bool IsExternal(Project project) => project.Bindings.Values.Any(binding => binding.External);

    public int PortOf(string replica) => ports.Of($"{replica}.http");

    /// <summary>What a process of a service finds in its environment; null removes.</summary>
    /// <exception cref="Problem">The manifest does not resolve.</exception>
    public Dictionary<string, string?> EnvironmentOf(Project project, string replica)
    {
        var environment = new Dictionary<string, string?>();
        foreach (var (name, text) in project.Environment)
        {
            if (Expressions.Resolve(text) is { } value)
                environment[name] = value;
            foreach (var (key, url) in FurtherReplicas(name))
                environment[key] = url;
        }
        environment["HTTP_PORTS"] = null; // would bind every interface
        environment["ASPNETCORE_URLS"] = $"http://{Loopback}:{PortOf(replica)}";
        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        environment["DOTNET_ENVIRONMENT"] = null;
        environment["OTEL_SERVICE_NAME"] = project.Name;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={replica}";
        return environment;
    }

    /// <summary>The manifest knows one address of each service, <c>services__NAME__http__0</c>; here are the others.</summary>
    IEnumerable<(string Key, string Url)> FurtherReplicas(string variable) =>
        variable.Split("__") is ["services", var name, "http", "0"] && manifest.Find(name) is Project project
            ? ReplicasOf(project).Skip(1).Select((replica, index) => ($"services__{name}__http__{index + 1}", $"http://{Loopback}:{PortOf(replica)}"))
            : [];
}
