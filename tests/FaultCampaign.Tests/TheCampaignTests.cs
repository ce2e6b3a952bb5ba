using CliWrap;
using CliWrap.Buffered;
using Servers;

namespace FaultCampaign.Tests;

/// <summary>Three minutes of everything that goes wrong, on the whole platform, as <c>./platform faults</c> runs them.</summary>
[Trait("Category", "Campaign")]
public class The_campaign(ITestOutputHelper output)
{
    const int Seed = 1;

    [Fact]
    public async Task Finds_every_promise_kept()
    {
        // The program as it was built for itself: beside these tests it lies without the frameworks it asks for.
        var configuration = Path.Combine(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..]);
        string[] command = [Repository.In("tools", "FaultCampaign", "bin", configuration, "FaultCampaign.dll"), "--seed", $"{Seed}", "--minutes", "3"];

        var ended = await Cli.Wrap("dotnet").WithArguments(command).WithWorkingDirectory(Repository.Root).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        output.WriteLine(ended.StandardOutput);
        ended.ExitCode.ShouldBe(0, ended.StandardOutput + ended.StandardError);
        ended.StandardOutput.ShouldContain("Every promise was kept.");
    }
}
