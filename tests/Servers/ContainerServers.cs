using System.Diagnostics;
using System.Text.Json;
using DotNet.Testcontainers.Containers;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
using Testcontainers.Redis;

namespace Servers;

/// <summary>Containers of the images the AppHost runs.</summary>
sealed class ContainerServers : IServers
{
    const ushort ManagementPort = 15672;

    static readonly JsonElement resources = JsonDocument.Parse(File.ReadAllText(Repository.In("aspire-manifest.json"))).RootElement.GetProperty("resources");

    readonly List<IContainer> started = [];

    /// <summary>Whether an engine answers within three seconds; a client alone is not enough.</summary>
    /// <remarks>Testcontainers speaks the newest interface and is refused by an older engine, so it is told what this one speaks; and its janitor is one more image that not every network has.</remarks>
    public static bool AnEngineAnswers()
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo("docker", ["version", "--format", "{{.Server.APIVersion}}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (!asked.WaitForExit(TimeSpan.FromSeconds(3)) || asked.ExitCode != 0)
                return false;
            Environment.SetEnvironmentVariable("DOCKER_API_VERSION", asked.StandardOutput.ReadToEnd().Trim());
            Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // not installed
        }
    }

    public async Task<string> StartPostgres() =>
        (await Kept(new PostgreSqlBuilder(Image("postgres")).WithCommand("-c", "fsync=off", "-c", "max_connections=500").Build())).GetConnectionString();

    public async Task<Broker> StartRabbitMq()
    {
        var server = await Kept(new RabbitMqBuilder(Image("messaging")).WithPortBinding(ManagementPort, true).Build());
        var management = new UriBuilder(server.GetConnectionString()) { Scheme = "http", Port = server.GetMappedPublicPort(ManagementPort), Path = "/" };
        return new Broker(server.GetConnectionString(), management.Uri);
    }

    public async Task<string> StartRedis() => (await Kept(new RedisBuilder(Image("cache")).Build())).GetConnectionString();

    public async ValueTask DisposeAsync()
    {
        foreach (var container in started)
            await container.DisposeAsync();
    }

    static string Image(string server) => resources.GetProperty(server).GetProperty("image").GetString()!;

    async Task<T> Kept<T>(T container) where T : IContainer
    {
        lock (started)
            started.Add(container);
        await container.StartAsync();
        return container;
    }
}
