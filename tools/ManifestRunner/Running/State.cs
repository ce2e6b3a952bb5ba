using System.Text.Json.Serialization;
using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>What runs, as <c>.platform/state.json</c> tells the other verbs.</summary>
/// <param name="Pid">Of the process that keeps everything running.</param>
/// <param name="Started">Its start time (<see cref="ProcessTree.StartOf"/>), so that a pid given again is never taken for it.</param>
/// <param name="Phase"><c>starting</c> or <c>up</c>.</param>
/// <param name="Url">Where people go: the portal.</param>
public sealed record State(int Pid, long Started, string Phase, string? Url, IReadOnlyList<ResourceState> Resources)
{
    public const string File = "state.json";

    public bool IsRunning => ProcessTree.StartOf(Pid) == Started;

    /// <summary>Address of the operations view; null while there is none.</summary>
    [JsonIgnore]
    public string? OperationsUrl => Resources.FirstOrDefault(resource => resource.Kind == "operations")?.Url;

    /// <returns>Null when nothing runs.</returns>
    public static State? Of(PlatformFolder folder) => folder.Read<State>(File) is { IsRunning: true } state ? state : null;
}

/// <summary>One resource of a running platform.</summary>
/// <param name="Kind"><c>server</c>, <c>database</c>, <c>service</c> or <c>operations</c>, the view of all of them.</param>
/// <param name="Status"><c>waiting</c>, <c>starting</c>, <c>healthy</c>, <c>unhealthy</c>, <c>restarting</c>, <c>stopping</c>, <c>stopped</c>; <c>given</c> for what the environment supplied.</param>
/// <param name="Url">Without user and password; of the operations view with the token that signs in.</param>
/// <param name="Pid">Null for what has no process of ours.</param>
public sealed record ResourceState(string Name, string Kind, string Status, string? Url, int? Pid, long? Started, string? Log)
{
    public bool IsRunning => Pid is { } pid && ProcessTree.StartOf(pid) == Started;
}
