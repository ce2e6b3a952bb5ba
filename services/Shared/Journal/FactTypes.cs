using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contracts;

namespace Journal;

/// <summary>What a fact is called and whether it leaves its service, read from its <see cref="FactTypeAttribute"/>.</summary>
public static class FactTypes
{
    static readonly ConcurrentDictionary<Type, (string Name, bool Published)> known = new();

    /// <summary>How payloads are written and read. Writers leave out what is null; readers default what is missing.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <exception cref="InvalidOperationException">The class carries no <see cref="FactTypeAttribute"/>.</exception>
    public static (string Name, bool Published) Of(Type fact) => known.GetOrAdd(fact, static type =>
        type.GetCustomAttribute<FactTypeAttribute>() is { } named
            ? (named.Name, !named.Internal)
            : throw new InvalidOperationException($"{type} is no fact: it has no [FactType]."));
}
