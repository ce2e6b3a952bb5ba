namespace ServiceDefaults.OpenApi;

/// <summary>Parameters that mean the same wherever they are asked for. What a use case means otherwise stands in its own docstring.</summary>
static class CommonParameters
{
    static readonly Dictionary<string, string> words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["asOf"] = "The day in the world, as 2026-11-30; today when left out.",
        ["knownAt"] = "The moment whose knowledge is asked for, as 2026-11-30T09:00:00Z; now when left out.",
        ["lang"] = "The language of names: ar, en, es, fr, ru or zh; that of Accept-Language when left out, else English. Sentences are in ar, en or zh.",
        ["state"] = "A State as ISO 3166-1 alpha-3 writes it, KEN; EUE is the European Union.",
        ["instrument"] = "An instrument by its id, uncac.",
    };

    /// <param name="path">The route, <c>reviews/{id}/outcome</c>.</param>
    public static string? Words(string name, string path) => words.GetValueOrDefault(name)
        ?? (path.Split('/') is var parts && Array.FindIndex(parts, part => part.StartsWith("{" + name, StringComparison.Ordinal)) is > 0 and var index
            ? $"One of those that /{string.Join('/', parts[..index])} lists, by its id." : null);
}
