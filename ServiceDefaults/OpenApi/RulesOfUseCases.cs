using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Answers;

namespace ServiceDefaults.OpenApi;

/// <summary>What each use case of a service can be refused for, beside what any request can: from <c>Refusals/operations.json</c>, which a test holds to the code.</summary>
sealed class RulesOfUseCases(IHostEnvironment environment)
{
    /// <param name="Rule">Its name and the way in which it is broken: see <see cref="Rule.Key"/>.</param>
    /// <param name="Field">As the request names it; null where it is the request as a whole, or one of several fields.</param>
    public sealed record Refused(string Rule, int Status, string? Field = null)
    {
        /// <summary>As the document says it.</summary>
        public string Sentence => Tongue.English.Sentence(new Rule(Rule));
    }

    /// <summary>Of each <see cref="Health.NotYet"/>, whatever it waits for, and of whoever reads the key of a request before anything else does.</summary>
    static readonly string[] ofOtherAssemblies = ["interface/not-yet", "interface/idempotency-key"];

    readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<Refused>>> all = new(() => Read(Assembly.Load(environment.ApplicationName)));

    /// <summary>By the name of the use case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Refused>> All => all.Value;

    /// <summary>Rules of the platform's edge, by which any request can be refused.</summary>
    public static IReadOnlyList<string> OfEveryRequest { get; } = [.. typeof(Rule).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(Rule)).Select(field => ((Rule)field.GetValue(null)!).Name).Concat(ofOtherAssemblies).Distinct().Order(StringComparer.Ordinal)];

    public static string TitleOf(int status) => ReasonPhrases.GetReasonPhrase(status);

    static IReadOnlyDictionary<string, IReadOnlyList<Refused>> Read(Assembly service)
    {
        using var file = service.GetManifestResourceStream("refusals/operations.json");
        return file is null ? new Dictionary<string, IReadOnlyList<Refused>>()
            : JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<Refused>>>(file, JsonSerializerOptions.Web)!;
    }
}
