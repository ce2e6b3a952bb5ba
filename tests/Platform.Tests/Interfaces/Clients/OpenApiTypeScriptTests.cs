using System.Text.Json;

namespace Platform.Tests.Interfaces.Clients;

/// <summary>The types that openapi-typescript generates from the documents, with its openapi-fetch: as programs for browsers and Node have them.</summary>
[Collection(ProgramsOfOthers.Name)]
public sealed class The_clients_of_openapi_typescript(ServicesBehindTheGateway services)
{
    [Fact]
    public async Task Compile_strictly_and_walk_through_the_platform()
    {
        var (state, asking, today) = ("GHA", "BRA", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));

        // Else what has a default must be sent, though the document does not require it.
        var generated = await NodePackages.Run("openapi-typescript", "bin/cli.js", "--default-non-nullable=false");
        generated.ExitCode.ShouldBe(0, generated.StandardError);
        var compiled = await NodePackages.Run("typescript", "bin/tsc", "--project", ".");
        compiled.StandardOutput.ShouldBeEmpty();
        var walked = await NodePackages.Node(["walk.js", state, asking], new Dictionary<string, string?>
        {
            ["PLATFORM"] = services.Address,
            ["TOKENS"] = JsonSerializer.Serialize(new[] { state, asking }.ToDictionary(it => it, ServicesBehindTheGateway.TokenOf)),
        });

        walked.StandardError.ShouldBeEmpty();
        walked.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(await services.SeenOf(state, today));
    }
}
