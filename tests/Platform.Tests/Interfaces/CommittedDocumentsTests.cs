using System.Text.Json.Nodes;
using Servers;

namespace Platform.Tests.Interfaces;

/// <summary>
/// <c>docs/api</c> holds the OpenAPI document of every service, so that a change of an interface is a change of a file a reviewer sees.
/// <c>UPDATE_DOCS=1</c> writes what was added. To take something away delete the file first, and say why in the commit.
/// </summary>
public class The_committed_documents(RealServers servers)
{
    static readonly bool isUpdate = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    public static TheoryData<string> Services => ["treaties", "reviews", "technical-assistance", "networks", "portal"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Lose_nothing_that_a_caller_could_rest_on(string service)
    {
        Assert.SkipWhen(isUpdate && !File.Exists(Committed(service)), "There is no document yet.");
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Committed(service)))!;

        Removals.Between(committed, JsonNode.Parse(await Current(service))!).ShouldBeEmpty("the interface only grows; a break is a new /v2 route");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Are_what_the_services_say_of_themselves(string service)
    {
        var current = await Current(service);
        if (isUpdate)
        {
            if (File.Exists(Committed(service)))
                Removals.Between(JsonNode.Parse(await File.ReadAllTextAsync(Committed(service)))!, JsonNode.Parse(current)!).ShouldBeEmpty();
            await File.WriteAllTextAsync(Committed(service), current);
        }

        File.Exists(Committed(service)).ShouldBeTrue($"docs/api/{service}.json is missing: run the tests with UPDATE_DOCS=1");
        (await File.ReadAllTextAsync(Committed(service))).ShouldBe(current, $"docs/api/{service}.json is not what the service says: run the tests with UPDATE_DOCS=1");
    }

    [Fact]
    public void Are_of_services_that_there_are() =>
        Directory.EnumerateFiles(Repository.In("docs", "api"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).ShouldBe(Services.Select(row => row.Data), ignoreOrder: true);

    static string Committed(string service) => Repository.In("docs", "api", $"{service}.json");

    async Task<string> Current(string service) => service switch
    {
        "treaties" => await Asked<Treaties.Storage.TreatiesDb>(service),
        "reviews" => await Asked<Reviews.Storage.ReviewsDb>(service),
        "technical-assistance" => await Asked<TechnicalAssistance.Storage.TechnicalAssistanceDb>(service),
        "networks" => await Asked<Networks.Storage.NetworksDb>(service),
        _ => await Asked<Portal.Gateway.UpstreamService>(service),
    };

    async Task<string> Asked<TOfTheService>(string service) where TOfTheService : class
    {
        await using var host = await ServiceHost<TOfTheService>.Start(service, await servers.NewDatabase("document"), await servers.NewVirtualHost());
        return await host.Http.GetStringAsync("/openapi/v1.json");
    }
}
