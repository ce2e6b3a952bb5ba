using System.Diagnostics;

namespace FaultCampaign.Tests;

/// <summary>Three minutes of everything that goes wrong, on the whole platform, as <c>./platform faults</c> runs them.</summary>
[Trait("Category", "Campaign")]
public class The_campaign(ITestOutputHelper output)
{
    const int Seed = 1;

    [Fact]
    public async Task Finds_every_promise_kept()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Campaign).Assembly.Location, "--seed", $"{Seed}", "--minutes", "3"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root(),
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        output.WriteLine(said);
        process.ExitCode.ShouldBe(0, said + await errors);
        said.ShouldContain("Every promise was kept.");
    }

    static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "aspire-manifest.json")))
            at = Path.GetDirectoryName(at)!;
        return at;
    }
}
