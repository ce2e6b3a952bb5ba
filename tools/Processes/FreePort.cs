using System.Net;
using System.Net.Sockets;

namespace Processes;

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
            if (Claim(port))
                return port;
        }
        throw new InvalidOperationException($"No free port between {First} and {Last}.");
    }

    /// <returns>The preferred port if it is free and was not given before, else another.</returns>
    public static int Next(int preferred) => Claim(preferred) ? preferred : Next();

    /// <summary>Takes a port, so that this process is not given it again: who is to listen there may not do so yet.</summary>
    /// <returns>False when somebody listens there, or it was given before.</returns>
    public static bool Claim(int port)
    {
        lock (given)
            return IsFree(port) && given.Add(port);
    }

    static bool IsFree(int port)
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
