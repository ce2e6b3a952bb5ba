using System.Text.RegularExpressions;
using ManifestRunner.Processes;

namespace ManifestRunner.Manifests;

/// <summary>Where a binding of a resource is reached.</summary>
public sealed record Address(string Scheme, string Host, int Port)
{
    public string Url => $"{Scheme}://{Host}:{Port}";
}

/// <summary>What the manifest leaves to whoever runs it.</summary>
public interface ISupplied
{
    /// <summary>The input of a parameter; null when it belongs to a server that is somebody else's.</summary>
    /// <exception cref="Problem">Nobody supplies it and it has no default.</exception>
    string? Input(Parameter parameter);

    /// <summary>Where a binding is reached; null when nobody serves it here (TLS between local processes, a server that is somebody else's).</summary>
    Address? AddressOf(Listener listener, string binding);

    /// <summary>A connection string that takes the place of the resource's own; null when the manifest's stands.</summary>
    string? Given(Resource resource);
}

/// <summary>Resolves <c>{resource.path}</c> inside the manifest's strings. Other braces are literal text.</summary>
/// <remarks>Meaning of each path: Aspire's <c>EndpointReference</c>, <c>ParameterResource</c> and <c>ReferenceExpression</c>.</remarks>
public sealed partial class Expressions(Manifest manifest, ISupplied supplied)
{
    /// <returns>Null when the text names something that is not served here.</returns>
    /// <exception cref="Problem">An expression names what the resource does not have, or leads back to itself.</exception>
    public string? Resolve(string text) => Resolve(text, []);

    /// <summary>The resources that a text names, in order; nothing is followed.</summary>
    public IEnumerable<string> Named(string text) => Token().Matches(text).Select(token => token.Groups["resource"].Value).Where(name => manifest.Find(name) is not null);

    /// <summary>Only the text of the manifest is searched for expressions, never a value put in: a password may hold braces.</summary>
    string? Resolve(string text, IReadOnlyList<string> inside)
    {
        var served = true;
        var resolved = Token().Replace(text, token =>
        {
            if (manifest.Find(token.Groups["resource"].Value) is not { } resource)
                return token.Value;
            if (inside.Contains(token.Value))
                throw new Problem($"The manifest goes in a circle: {string.Join(" → ", inside)} → {token.Value}.");

            var value = Follow(resource, token.Groups["path"].Value, token.Value, [.. inside, token.Value]);
            served &= value is not null;
            return value ?? "";
        });
        return served ? resolved : null;
    }

    string? Follow(Resource resource, string path, string expression, IReadOnlyList<string> inside)
    {
        if (path == "connectionString" && supplied.Given(resource) is { } given)
            return given;

        return (resource, path.Split('.')) switch
        {
            (Parameter parameter, ["inputs", "value"]) => supplied.Input(parameter),
            (Parameter parameter, ["value"]) => Resolve(parameter.Value, inside),
            (AnnotatedString annotated, ["value"]) => Resolve(annotated.Value, inside) is { } value ? Filtered(annotated, value) : null,
            ({ ConnectionString: { } connectionString }, ["connectionString"]) => Resolve(connectionString, inside),
            (Listener listener, ["bindings", var binding, var property]) when listener.Bindings.ContainsKey(binding) =>
                supplied.AddressOf(listener, binding) is { } address ? Property(address, property, expression) : null,
            _ => throw new Problem($"The manifest's expression {expression} cannot be resolved: {resource.Name} has no {path}."),
        };
    }

    static string Filtered(AnnotatedString annotated, string value) => annotated.Filter switch
    {
        "uri" => Uri.EscapeDataString(value),
        var other => throw new Problem($"The manifest's {annotated.Name} wants the filter {other}, which this runner does not know."),
    };

    static string Property(Address address, string property, string expression) => property switch
    {
        "host" => address.Host,
        "port" or "targetPort" => $"{address.Port}",
        "scheme" => address.Scheme,
        "url" => address.Url,
        _ => throw new Problem($"The manifest's expression {expression} cannot be resolved: a binding has no {property}."),
    };

    [GeneratedRegex(@"\{(?<resource>[^{}.]+)\.(?<path>[^{}]+)\}")]
    private static partial Regex Token();
}
