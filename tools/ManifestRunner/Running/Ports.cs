using ManifestRunner.Processes;
using ManifestRunner.Servers;

namespace ManifestRunner.Running;

/// <summary>Which port each listener gets: the one of the last run where it is still free.</summary>
sealed class Ports(PlatformFolder folder)
{
    const string PortsFile = "ports.json";

    readonly Dictionary<string, int> last = folder.Read<Dictionary<string, int>>(PortsFile) ?? [];
    readonly Dictionary<string, int> now = [];

    public int Of(string listener)
    {
        if (!now.TryGetValue(listener, out var port))
            now[listener] = port = last.TryGetValue(listener, out var before) ? FreePort.Next(before) : FreePort.Next();
        return port;
    }

    /// <exception cref="Problem">Somebody else listens there.</exception>
    public void Take(string listener, int port)
    {
        if (!FreePort.Claim(port))
            throw new Problem($"Port {port} is taken. See who listens there with: ss -ltnp 'sport = :{port}', or use another: ./platform up --port {FreePort.Next()}");
        now[listener] = port;
    }

    public void Keep() => folder.Write(PortsFile, now);
}
