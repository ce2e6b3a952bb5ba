using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Servers;

namespace Platform.Tests.Manifest;

/// <summary>What becomes of a process that dies, shown on one that does nothing else.</summary>
public sealed class The_keeper : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-keeper-");

    [Fact]
    public async Task Starts_again_what_dies_at_its_start_until_it_runs()
    {
        const int runs = 4; // after pauses of 1, 2 and 4 s
        var lives = Path.Combine(folder.FullName, "lives");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>([$"--Folder={folder.FullName}", "--Servers=local"], (options, _) => options.DisableDashboard = true, CancellationToken.None);
        builder.Resources.Clear();
        builder.Services.AddHealthChecks().AddCheck("lives", () => HealthCheckResult.Healthy());
        builder.AddExecutable("frail", "sh", folder.FullName, "-c", $"echo born >> lives; [ $(wc -l < lives) -lt {runs} ] || exec sleep 600; exit 3").WithHealthCheck("lives");
        await using var application = await builder.BuildAsync();

        await application.StartAsync();

        await Eventually.Is("it was started until it ran", () => Task.FromResult(File.Exists(lives) ? File.ReadAllLines(lives).Length : 0), runs, TimeSpan.FromMinutes(2));
        await application.ResourceNotifications.WaitForResourceHealthyAsync("frail").WaitAsync(TimeSpan.FromMinutes(1));
        File.ReadAllLines(lives).Length.ShouldBe(runs);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
