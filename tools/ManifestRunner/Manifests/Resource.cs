namespace ManifestRunner.Manifests;

/// <summary>One entry of the manifest, as Aspire's publisher writes it (schema aspire-8.0). Strings may hold <c>{resource.path}</c> expressions.</summary>
/// <param name="ConnectionString">Null where the kind has none.</param>
public abstract record Resource(string Name, string? ConnectionString);

/// <summary><c>parameter.v0</c>: an input that the deployer supplies, that has a default, or that is generated once.</summary>
public sealed record Parameter(string Name, string? ConnectionString, string Value, string? Default, Generation? Generate) : Resource(Name, ConnectionString);

/// <summary>How to make up a value: Aspire's <c>GenerateParameterDefault</c>.</summary>
public sealed record Generation(int MinLength, bool Lower, bool Upper, bool Numeric, bool Special);

/// <summary><c>annotated.string</c>: a value as it must stand inside something else, e.g. a URI.</summary>
public sealed record AnnotatedString(string Name, string Value, string Filter) : Resource(Name, null);

/// <summary><c>value.v0</c>: a connection string made of others, e.g. a database on a server.</summary>
public sealed record Value(string Name, string? ConnectionString) : Resource(Name, ConnectionString);

/// <summary>What listens: a container or a project.</summary>
public abstract record Listener(
    string Name, string? ConnectionString, IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, Binding> Bindings) : Resource(Name, ConnectionString);

/// <summary><c>container.v0</c>. Here the distribution's server of the same product stands in for the image.</summary>
public sealed record Container(
    string Name, string? ConnectionString, string Image, IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, Binding> Bindings)
    : Listener(Name, ConnectionString, Environment, Bindings);

/// <summary><c>project.v0</c>: one of our services.</summary>
/// <param name="Path">Of the project file, from the manifest's folder.</param>
public sealed record Project(string Name, string Path, IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, Binding> Bindings)
    : Listener(Name, null, Environment, Bindings);

/// <param name="External">Whether the outside reaches it.</param>
public sealed record Binding(string Scheme, bool External);
