using System.Security.Cryptography;

namespace ManifestRunner.Servers;

/// <summary>Where and how one of the distribution's servers runs.</summary>
/// <param name="Directory">Its own folder, made when missing: data, settings and, unless told otherwise, the log. A second start on it finds the data again.</param>
public sealed record ServerOptions(string Directory)
{
    /// <summary>Port on loopback that clients connect to.</summary>
    public int Port { get; init; } = FreePort.Next();

    /// <summary>Port on loopback of RabbitMQ's management pages; other servers have none.</summary>
    public int ManagementPort { get; init; } = FreePort.Next();

    /// <summary>Its one user; null for the server's customary one (<c>postgres</c>, <c>guest</c>). Redis has no users.</summary>
    public string? User { get; init; }

    /// <summary>The password of its one user. What a folder was first started with stays.</summary>
    public string Password { get; init; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>False for tests: nothing is flushed to disk, so starting and committing are quicker and a power cut loses data.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>File its output is appended to.</summary>
    public string Log { get; init; } = Path.Combine(Directory, "server.log");

    /// <summary>For tests: a server on a free port, nothing flushed to disk.</summary>
    public static ServerOptions ForTests(string directory) => new(directory) { Durable = false };
}
