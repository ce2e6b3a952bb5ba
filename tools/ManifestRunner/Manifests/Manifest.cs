using System.Text.Json;
using ManifestRunner.Processes;

namespace ManifestRunner.Manifests;

/// <summary>The topology as the AppHost publishes it.</summary>
/// <param name="Folder">Where it lies; paths in it start here.</param>
/// <param name="Resources">In the order of the file.</param>
public sealed record Manifest(string Folder, IReadOnlyList<Resource> Resources)
{
    readonly Dictionary<string, Resource> byName = Resources.ToDictionary(resource => resource.Name, StringComparer.Ordinal);

    public IEnumerable<Container> Containers => Resources.OfType<Container>();

    public IEnumerable<Project> Projects => Resources.OfType<Project>();

    /// <returns>Null when nothing has that name.</returns>
    public Resource? Find(string name) => byName.GetValueOrDefault(name);

    /// <exception cref="Problem">The file is missing, is not JSON, or holds what this runner does not know.</exception>
    public static Manifest Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var resources = document.RootElement.GetProperty("resources").EnumerateObject().Select(Parse).ToList();
            return new Manifest(Path.GetDirectoryName(Path.GetFullPath(path))!, resources);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new Problem($"The manifest {path} is broken: {broken.Message} Write it anew with ./platform manifest, or take it back from version control.", broken);
        }
        catch (IOException missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new Problem($"There is no manifest at {path}. Take it back from version control, or write it with ./platform manifest.", missing);
        }
    }

    static Resource Parse(JsonProperty entry)
    {
        var (name, body) = (entry.Name, entry.Value);
        return Text(body, "type") switch
        {
            "parameter.v0" => ParseParameter(name, body),
            "annotated.string" => new AnnotatedString(name, Required(body, "value"), Required(body, "filter")),
            "value.v0" => new Value(name, Text(body, "connectionString")),
            "container.v0" or "container.v1" => new Container(name, Text(body, "connectionString"), Required(body, "image"), Texts(body, "env"), Bindings(body)),
            "project.v0" or "project.v1" => new Project(name, Required(body, "path"), Texts(body, "env"), Bindings(body)),
            var other => throw new InvalidOperationException($"{name} is of type {other ?? "(none)"}, which this runner does not know."),
        };
    }

    static Parameter ParseParameter(string name, JsonElement body)
    {
        var input = body.GetProperty("inputs").GetProperty("value");
        var fallback = input.TryGetProperty("default", out var given) ? given : default;
        var generate = fallback.ValueKind is JsonValueKind.Object && fallback.TryGetProperty("generate", out var how) ? how : default;
        return new Parameter(name, Text(body, "connectionString"), Required(body, "value"),
            fallback.ValueKind is JsonValueKind.Object ? Text(fallback, "value") : null,
            generate.ValueKind is not JsonValueKind.Object ? null : new Generation(
                generate.TryGetProperty("minLength", out var length) ? length.GetInt32() : 22,
                Flag(generate, "lower"), Flag(generate, "upper"), Flag(generate, "numeric"), Flag(generate, "special")));
    }

    static Dictionary<string, Binding> Bindings(JsonElement body) => body.TryGetProperty("bindings", out var bindings)
        ? bindings.EnumerateObject().ToDictionary(binding => binding.Name,
            binding => new Binding(Required(binding.Value, "scheme"), binding.Value.TryGetProperty("external", out var external) && external.GetBoolean()))
        : [];

    static Dictionary<string, string> Texts(JsonElement body, string name) => body.TryGetProperty(name, out var texts)
        ? texts.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString() ?? "")
        : [];

    static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var text) ? text.GetString() : null;

    static string Required(JsonElement body, string name) => Text(body, name) ?? throw new InvalidOperationException($"\"{name}\" is missing.");

    /// <summary>Aspire writes these only when they are false.</summary>
    static bool Flag(JsonElement body, string name) => !body.TryGetProperty(name, out var flag) || flag.GetBoolean();
}
