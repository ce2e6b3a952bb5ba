using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Access;

namespace Servers;

/// <summary>Tries every use case of a service as every role and as the public, against a table a reader can check.</summary>
public static class ServiceHostRoles
{
    /// <param name="table">Who may, by method and path with ids filled in, <c>POST /authorities</c>; nobody named means everyone.</param>
    /// <returns>What differs from the table, one line each; empty when it holds.</returns>
    public static async Task<IReadOnlyList<string>> Differences<TOfTheService>(ServiceHost<TOfTheService> service, IReadOnlyDictionary<string, Role[]> table)
        where TOfTheService : class
    {
        var differences = new List<string>();
        foreach (var (useCase, allowed) in table)
        {
            if (await Answer(service.Http, useCase) is var open && (open == HttpStatusCode.Unauthorized) == (allowed.Length == 0))
                differences.Add($"{useCase}: the public gets {(int)open}");
            foreach (var role in Enum.GetValues<Role>())
                if (await Answer(service.As(role, RoleNames.IsOfAState(role) ? "ZWE" : null), useCase) is var status && (status == HttpStatusCode.Forbidden) == (allowed.Length == 0 || allowed.Contains(role)))
                    differences.Add($"{useCase}: {RoleNames.Of(role)} gets {(int)status}");
        }
        differences.AddRange(UseCases(service).Where(pattern => !table.Keys.Any(useCase => Matches(pattern, useCase))).Select(missing => $"{missing} is not in the table"));
        return differences;
    }

    static IEnumerable<string> UseCases<TOfTheService>(ServiceHost<TOfTheService> service)
        where TOfTheService : class =>
        from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<System.Reflection.MethodInfo>()?.DeclaringType?.Assembly == typeof(TOfTheService).Assembly
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select $"{method} {endpoint.RoutePattern.RawText}";

    static bool Matches(string pattern, string useCase)
    {
        var (wanted, given) = (pattern.Split('/', ' '), useCase.Split('?')[0].Split('/', ' '));
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }

    static async Task<HttpStatusCode> Answer(HttpClient client, string useCase)
    {
        var (method, path) = useCase.Split(' ') is [var verb, var rest] ? (verb, rest) : throw new FormatException(useCase);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
