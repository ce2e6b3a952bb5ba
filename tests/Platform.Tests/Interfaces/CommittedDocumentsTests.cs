using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Servers;

namespace Platform.Tests.Interfaces;

/// <summary>
/// <c>docs/api</c> holds the OpenAPI document of every service, so that a change of an interface is a change of a file a reviewer sees; <c>UPDATE_DOCS=1</c> writes it.
/// <c>docs/api/released</c> holds those of the last release: what callers rest on. What is taken from them stands in <c>docs/api/changes.md</c>, with its reason.
/// </summary>
public partial class The_committed_documents(RealServers servers)
{
    static readonly bool isUpdate = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    public static TheoryData<string> Services => ["treaties", "reviews", "technical-assistance", "networks", "portal"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Lose_nothing_of_the_last_release_without_a_line_that_says_why(string service)
    {
        var released = JsonNode.Parse(await File.ReadAllTextAsync(Repository.In("docs", "api", "released", $"{service}.json")))!;
        var told = TakenAway().Matches(await File.ReadAllTextAsync(Repository.In("docs", "api", "changes.md")))
            .Select(line => new Regex($"^{Regex.Escape(line.Groups[1].Value).Replace(@"\*", ".*", StringComparison.Ordinal)}$")).ToList();

        var removed = Removals.Between(released, JsonNode.Parse(await Current(service))!).Select(line => $"{service}: {line}").ToList();

        removed.Where(line => !told.Exists(it => it.IsMatch(line))).ShouldBeEmpty("the interface only grows: a break is a new /v2 route, or has its line in docs/api/changes.md");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Are_what_the_services_say_of_themselves(string service)
    {
        var current = await Current(service);
        if (isUpdate)
            await File.WriteAllTextAsync(Committed(service), current);

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

    /// <summary>A line of the list: what is gone, in backticks, where * stands for anything.</summary>
    [GeneratedRegex("^- `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex TakenAway();
}
