using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Servers;
using ServiceDefaults.Access;

namespace Platform.Tests.Interfaces;

/// <summary>Walks through every use case of a service by the document of its interface: what one of them lets slip is found here, whoever added it.</summary>
public class At_the_edge_of_every_service(RealServers servers)
{
    static readonly string[] noDates = ["01/02/2014", "2014-1-2", "Jan 2 2014", "2 Jan", "2014.01.02", " 2014-01-02"];
    static readonly string[] noMoments = ["1/2/2027", "2014-01-02", "2014-01-02T00:00:00", "2014-01-02 00:00:00Z"];

    public static TheoryData<string> Services => ["treaties", "reviews", "technical-assistance", "networks"];

    [Theory, MemberData(nameof(Services))]
    public Task A_date_and_a_moment_are_written_in_one_way(string service) => Walk(service, async walk =>
    {
        var looked = 0;
        foreach (var (useCase, parameter) in walk.Parameters)
            foreach (var wrong in (string?)parameter["schema"]!["format"] switch { "date" => noDates, "date-time" => noMoments, _ => [] })
            {
                looked++;
                await walk.Refuses(useCase, $"{Name(parameter)}={Uri.EscapeDataString(wrong)}", "interface/unreadable-field", Name(parameter));
            }
        looked.ShouldBeGreaterThan(20, "every service has dates in its figures alone");
    });

    [Theory, MemberData(nameof(Services))]
    public Task Nothing_is_known_before_its_time(string service) => Walk(service, async walk =>
    {
        var asked = walk.Parameters.Where(it => Name(it.Parameter) == "knownAt").ToList();
        asked.ShouldNotBeEmpty();
        foreach (var (useCase, _) in asked)
            await walk.Refuses(useCase, "knownAt=2999-01-01T00:00:00Z", "interface/known-in-the-future", "knownAt");
    });

    [Theory, MemberData(nameof(Services))]
    public Task A_parameter_that_there_is_not_is_no_parameter(string service) => Walk(service, async walk =>
    {
        foreach (var useCase in walk.UseCases)
            (await walk.Refuses(useCase, "as_of=2014-01-01", "interface/unknown-parameter", "as_of")).ShouldSatisfyAllConditions(
                [.. useCase.Parameters.Where(it => (string?)it["in"] == "query").Select(it => (Action<string>)(detail => detail.ShouldContain(Name(it))))]);
    });

    [Theory, MemberData(nameof(Services))]
    public Task A_text_in_an_address_holds_no_control_character(string service) => Walk(service, async walk =>
    {
        foreach (var (useCase, parameter) in walk.Parameters.Where(it => (string?)it.Parameter["schema"]!["type"] is "string" or null && it.Parameter["schema"]!["format"] is null && it.Parameter["schema"]!["enum"] is null))
            await walk.Refuses(useCase, $"{Name(parameter)}=a%00b", null, null);
    });

    /// <summary>As queries are written; records of parameters have the names of their members in the document.</summary>
    static string Name(JsonNode parameter) => (string)parameter["name"]! is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    sealed record UseCase(string Method, string Path, IReadOnlyList<JsonNode> Parameters, string? MediaType, HttpClient Client);

    sealed class Walking(IReadOnlyList<UseCase> useCases)
    {
        public IReadOnlyList<UseCase> UseCases => useCases;

        public IEnumerable<(UseCase UseCase, JsonNode Parameter)> Parameters => useCases.SelectMany(useCase => useCase.Parameters.Where(it => (string?)it["in"] == "query").Select(parameter => (useCase, parameter)));

        /// <returns>The detail of the refusal.</returns>
        public async Task<string> Refuses(UseCase useCase, string query, string? rule, string? field)
        {
            var asked = $"{useCase.Method} {useCase.Path}?{query}";
            var (status, body) = (HttpStatusCode.ServiceUnavailable, "");
            await Eventually.True($"{asked} is answered", async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Parse(useCase.Method), $"{useCase.Path}?{query}");
                if (useCase.MediaType is { } type)
                    request.Content = new StringContent("{}", new MediaTypeHeaderValue(type));
                using var answer = await useCase.Client.SendAsync(request);
                (status, body) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
                return status != HttpStatusCode.ServiceUnavailable;
            });

            status.ShouldBe(HttpStatusCode.BadRequest, $"{asked}: {body}");
            var problem = JsonNode.Parse(body)!;
            if (rule is not null)
                ((string?)problem["rule"], (string?)problem["field"]).ShouldBe((rule, field), asked);
            return (string)problem["detail"]!;
        }
    }

    Task Walk(string service, Func<Walking, Task> walk) => service switch
    {
        "treaties" => Walk<Treaties.Storage.TreatiesDb>(service, walk),
        "reviews" => Walk<Reviews.Storage.ReviewsDb>(service, walk),
        "technical-assistance" => Walk<TechnicalAssistance.Storage.TechnicalAssistanceDb>(service, walk),
        _ => Walk<Networks.Storage.NetworksDb>(service, walk),
    };

    async Task Walk<TOfTheService>(string service, Func<Walking, Task> walk) where TOfTheService : class
    {
        var broker = await servers.NewVirtualHost();
        // Whoever follows the treaties must have caught up with them before it answers.
        await using var treaties = service == "treaties" ? null : await SourceOfFacts.Start("treaties", servers, broker);
        await using var host = await ServiceHost<TOfTheService>.Start(service, await servers.NewDatabase("edge"), broker);
        var document = JsonNode.Parse(await host.Http.GetStringAsync("/openapi/v1.json"))!;
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var clients = new Dictionary<Role, HttpClient>();
        var useCases = new List<UseCase>();
        foreach (var (path, item) in document["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
            {
                var allowed = endpoints.First(it => Written(it.RoutePattern) == path && it.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method.ToUpperInvariant())).Metadata.GetMetadata<AllowedRoles>()!;
                var role = allowed.AreEveryone ? (Role?)null : allowed.Roles.First();
                var client = role is not { } one ? host.Http : clients.TryGetValue(one, out var known) ? known : clients[one] = host.As(one, RoleNames.IsOfAState(one) ? "ZWE" : null);
                useCases.Add(new(method.ToUpperInvariant(), Filled(path), [.. (operation!["parameters"]?.AsArray() ?? []).OfType<JsonNode>().Select(it => WithItsForm(it, document))], operation["requestBody"]?["content"]?.AsObject().First().Key, client));
            }
        useCases.Count.ShouldBeGreaterThan(10);
        await walk(new(useCases));
    }

    /// <summary>A parameter with the schema it refers to.</summary>
    static JsonNode WithItsForm(JsonNode parameter, JsonNode document)
    {
        var whole = parameter.DeepClone();
        if ((string?)whole["schema"]!["$ref"] is { } named)
            whole["schema"] = document["components"]!["schemas"]![named.Split('/')[^1]]!.DeepClone();
        return whole;
    }

    /// <summary>The path as a document writes it: without constraints.</summary>
    static string Written(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part is RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}" : ((RoutePatternLiteralPart)part).Content))));

    static string Filled(string path) => path.Replace("{instrument}", "untoc", StringComparison.Ordinal).Replace("{state}", "KEN", StringComparison.Ordinal).Replace("{position}", "1", StringComparison.Ordinal).Replace("{source}", "treaties", StringComparison.Ordinal)
        .Replace("{name}", "parties", StringComparison.Ordinal).Replace("/networks/{id}", "/networks/casc", StringComparison.Ordinal).Replace("/mechanisms/{id}", "/mechanisms/untoc-irm", StringComparison.Ordinal)
        .Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace("{action}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace("{import}", Guid.Empty.ToString(), StringComparison.Ordinal);
}
