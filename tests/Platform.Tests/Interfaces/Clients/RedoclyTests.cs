using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Tests.Interfaces.Clients;

/// <summary>The documents before a linter that callers use: the set that it recommends, without exceptions.</summary>
public class Redocly
{
    [Fact]
    public async Task Finds_nothing_to_say()
    {
        var documents = The_committed_documents.Services.Select(row => $"{row.Data}.json");
        var linted = await NodePackages.Run("@redocly/cli", "bin/cli.js", ["lint", "--format=json", "--max-problems=1000", .. documents]);

        // It writes what it found in each of them, one after another.
        var found = await JsonSerializer.DeserializeAsyncEnumerable<JsonNode>(new MemoryStream(Encoding.UTF8.GetBytes(linted.StandardOutput)), topLevelValues: true).ToListAsync();
        found.Count.ShouldBe(The_committed_documents.Services.Count, linted.StandardError);
        found.SelectMany(it => it!["problems"]!.AsArray())
            .Select(problem => $"{problem!["ruleId"]} in {problem["location"]![0]!["source"]!["ref"]} at {problem["location"]![0]!["pointer"]}: {problem["message"]}").ShouldBeEmpty();
    }
}
