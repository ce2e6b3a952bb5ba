using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Servers;

namespace Platform.Tests.Manifest;

/// <summary><c>aspire-manifest.json</c> is the topology for whoever deploys it; nobody edits it.</summary>
public sealed class The_manifest
{
    static readonly JsonElement resources = JsonDocument.Parse(File.ReadAllText(Repository.In("aspire-manifest.json"))).RootElement.GetProperty("resources");

    [Fact]
    public async Task Is_what_the_AppHost_publishes()
    {
        // Paths in it start from its folder, so the fresh one lies beside the committed one.
        var fresh = Repository.In("aspire-manifest.fresh.json");
        try
        {
            var appHost = Repository.In("AppHost", "bin", Path.Combine(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..]), "AppHost.dll");
            var publisher = await Cli.Wrap("dotnet").WithArguments([appHost, "--publisher", "manifest", "--output-path", fresh]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
            publisher.ExitCode.ShouldBe(0, publisher.StandardOutput + publisher.StandardError);

            (await File.ReadAllTextAsync(Repository.In("aspire-manifest.json"))).ShouldBe(await File.ReadAllTextAsync(fresh), "write it anew with ./platform manifest");
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    [Fact]
    public void Lets_the_outside_reach_the_portal_and_nothing_else() =>
        resources.EnumerateObject().Where(resource => resource.Value.TryGetProperty("bindings", out var bindings) && bindings.EnumerateObject().Any(binding => binding.Value.TryGetProperty("external", out var external) && external.GetBoolean()))
            .Select(resource => resource.Name).ShouldBe(["portal"]);

    [Fact]
    public void Carries_no_secret() =>
        resources.EnumerateObject().Where(resource => resource.Name.EndsWith("-password", StringComparison.Ordinal)).Select(resource => resource.Value.GetProperty("value").GetString())
            .ShouldBe(["{messaging-password.inputs.value}", "{cache-password.inputs.value}", "{postgres-password.inputs.value}"], ignoreOrder: true);

    /// <summary>Without an engine the distribution's Redis stands in the container's place.</summary>
    [Fact]
    public void Gives_the_cache_no_more_memory_than_the_distributions_own_has()
    {
        var limit = File.ReadLines(Repository.In("AppHost", "Servers", "local", "redis.sh")).Single(line => line.StartsWith("maxmemory ", StringComparison.Ordinal)).Split(' ')[1];

        resources.GetProperty("cache").GetProperty("args")[1].GetString().ShouldBe($"redis-server --requirepass $REDIS_PASSWORD --maxmemory {limit} --maxmemory-policy allkeys-lru");
    }
}
