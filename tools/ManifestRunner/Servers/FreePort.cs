using System.Net;
using System.Net.Sockets;

namespace ManifestRunner.Servers;

/// <summary>Ports on loopback that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Below the range from which Linux takes the near ends of outgoing connections, which could grab a port between our look and its use.</summary>
    const int First = 20_000, Last = 32_000;

    static readonly HashSet<int> given = [];

    /// <summary>A free port that this process has not been given before.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            lock (given)
                if (IsFree(port) && given.Add(port))
                    return port;
        }
        throw new InvalidOperationException($"No free port between {First} and {Last}.");
    }

    /// <returns>The preferred port if it is free, else another.</returns>
    public static int Next(int? preferred) => preferred is { } port && IsFree(port) ? port : Next();

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
