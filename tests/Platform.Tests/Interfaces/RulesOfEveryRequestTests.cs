using System.Text.Json.Nodes;
using Servers;
using ServiceDefaults.Answers;

namespace Platform.Tests.Interfaces;

/// <summary>What is refused before a use case is reached stands in no list of its own: the document says it for every request.</summary>
public class What_any_request_can_be_refused_for
{
    public static TheoryData<string> Services => What_an_operation_can_be_refused_for.Services;

    [Theory, MemberData(nameof(Services))]
    public void Holds_each_rule_of_the_edge_that_no_operation_names(string service)
    {
        var document = JsonNode.Parse(File.ReadAllText(Repository.In("docs", "api", $"{service}.json")))!;
        var said = RulesIn(document).ToHashSet(StringComparer.Ordinal);

        var ofTheEdge = new[] { typeof(Rule).Assembly, typeof(Journal.Entry).Assembly }.SelectMany(it => Tongue.TextsOf(it, "en").Keys)
            .Where(key => key.StartsWith("interface/", StringComparison.Ordinal) || key.StartsWith("access/", StringComparison.Ordinal)).Select(key => key.Split('#')[0]).Distinct().ToList();

        ofTheEdge.Count.ShouldBeGreaterThan(30);
        ofTheEdge.Except(said).ShouldBeEmpty();
    }

    static IEnumerable<string> RulesIn(JsonNode? node) => node switch
    {
        JsonObject one => (one["x-rules"] as JsonArray ?? []).Select(it => (string)it!["rule"]!).Concat(one.SelectMany(member => RulesIn(member.Value))),
        JsonArray several => several.SelectMany(RulesIn),
        _ => [],
    };
}
