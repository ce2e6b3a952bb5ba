using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Servers;

namespace Platform.Tests.Interfaces;

/// <summary>
/// Each service knows what its use cases can be refused for, <c>Refusals/operations.json</c>, and says so in the document of its interface. What it knows is what its code does:
/// <c>UPDATE_DOCS=1</c> writes it anew.
/// </summary>
public class What_an_operation_can_be_refused_for(RealServers servers)
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NewLine = "\n" };

    public static TheoryData<string> Services => ["treaties", "reviews", "technical-assistance", "networks"];

    [Theory, MemberData(nameof(Services))]
    public async Task Is_what_its_code_says(string service)
    {
        var found = await Found(service);
        var file = Repository.In("services", string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])), "Refusals", "operations.json");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(file, found);

        (await File.ReadAllTextAsync(file)).ShouldBe(found, "run the tests with UPDATE_DOCS=1");
    }

    Task<string> Found(string service) => service switch
    {
        "treaties" => Found<Treaties.Storage.TreatiesDb>(service),
        "reviews" => Found<Reviews.Storage.ReviewsDb>(service),
        "technical-assistance" => Found<TechnicalAssistance.Storage.TechnicalAssistanceDb>(service),
        _ => Found<Networks.Storage.NetworksDb>(service),
    };

    async Task<string> Found<TOfTheService>(string service) where TOfTheService : class
    {
        await using var host = await ServiceHost<TOfTheService>.Start(service, await servers.NewDatabase("rules"), await servers.NewVirtualHost());
        var rules = new RulesOfOperations([typeof(TOfTheService).Assembly, typeof(ServiceDefaults.Answers.Rule).Assembly, typeof(Journal.Entry).Assembly, typeof(Figures.Figure).Assembly, Assembly.Load("Parties"), typeof(Contracts.StateCode).Assembly]);
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(it => it.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IEndpointDescriptionMetadata>() is not null || it.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IEndpointSummaryMetadata>() is not null);
        var found = new SortedDictionary<string, IReadOnlyList<RulesOfOperations.Found>>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints)
        {
            var handler = endpoint.Metadata.GetMetadata<MethodInfo>()!;
            var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? JsonNamingPolicy.CamelCase.ConvertName(handler.DeclaringType!.Name);
            found[name] = rules.Of(handler);
        }
        return JsonSerializer.Serialize(found, json) + "\n";
    }
}
