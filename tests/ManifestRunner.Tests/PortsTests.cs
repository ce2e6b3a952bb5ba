using System.Net;
using System.Net.Sockets;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Servers;

namespace ManifestRunner.Tests;

/// <summary>Nobody listens yet when ports are given: two listeners of one port would be noticed only when the second starts.</summary>
public sealed class Ports_of_a_platform : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-ports-");

    [Fact]
    public void Give_the_port_that_a_person_chose_to_nobody_else()
    {
        var chosen = Unused();

        Ports().Take("portal.http", chosen);

        FreePort.Claim(chosen).ShouldBeFalse("it was taken for the portal");
        Should.Throw<Problem>(() => Ports().Take("other.http", chosen)).Message.ShouldContain($"Port {chosen} is taken.");
    }

    [Fact]
    public void Give_each_listener_the_port_it_had_and_that_to_nobody_else()
    {
        var before = Unused();
        new PlatformFolder(folder.FullName).Write("ports.json", new Dictionary<string, int> { ["reviews.http"] = before, ["networks.http"] = before });
        var ports = Ports();

        ports.Of("reviews.http").ShouldBe(before);

        ports.Of("reviews.http").ShouldBe(before);
        ports.Of("networks.http").ShouldNotBe(before);
        FreePort.Claim(before).ShouldBeFalse("it was given to Reviews");
    }

    [Fact]
    public void Leave_a_port_to_whoever_listens_there()
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var taken = ((IPEndPoint)somebody.LocalEndpoint).Port;

        FreePort.Claim(taken).ShouldBeFalse();
        FreePort.Next(taken).ShouldNotBe(taken);
        Should.Throw<Problem>(() => Ports().Take("portal.http", taken));
    }

    Ports Ports() => new(new PlatformFolder(folder.FullName));

    /// <summary>A port this process was not given.</summary>
    static int Unused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
