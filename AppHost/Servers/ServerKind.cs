using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Processes;

namespace AppHost.Servers;

/// <summary>Where a server comes from.</summary>
enum ServerKind
{
    /// <summary>A container, run by the engine that answers.</summary>
    Container,

    /// <summary>The distribution's own, run as an executable.</summary>
    Local,

    /// <summary>Somebody else's, whose connection string is given: neither started nor stopped.</summary>
    Given,
}

/// <summary>Chooses where servers come from. Before any is added: a container without an engine stays unhealthy, and what waits for it waits for ever.</summary>
static class ServerChoice
{
    static readonly TimeSpan engineAnswersWithin = TimeSpan.FromSeconds(3);

    static readonly Lazy<bool> engineAnswers = new(() => Answers("docker") || Answers("podman"));

    /// <exception cref="Problem"><c>--Servers</c> is neither <c>containers</c> nor <c>local</c>.</exception>
    public static ServerKind KindOf(this IDistributedApplicationBuilder builder, string server)
    {
        if (!builder.ExecutionContext.IsRunMode)
            return ServerKind.Container;
        if (builder.Configuration.GetConnectionString(server) is { Length: > 0 })
            return ServerKind.Given;
        return builder.Configuration["Servers"] switch
        {
            "containers" => ServerKind.Container,
            "local" => ServerKind.Local,
            null or "" => !OperatingSystem.IsLinux() || engineAnswers.Value ? ServerKind.Container : ServerKind.Local,
            var other => throw new Problem($"--Servers is containers or local, not {other}."),
        };
    }

    /// <summary>A client alone is not enough: its exit code tells whether an engine answers it.</summary>
    static bool Answers(string client)
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(client, "info") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (asked.WaitForExit(engineAnswersWithin))
                return asked.ExitCode == 0;
            asked.Kill();
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // not installed
        }
    }
}
