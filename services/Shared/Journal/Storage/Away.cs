using System.Net.Sockets;
using MassTransit;
using Npgsql;

namespace Journal.Storage;

/// <summary>Tells infrastructure that is away from entries that cannot be applied: the first is waited for, the second parked.</summary>
static class Away
{
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        PostgresException { SqlState: var state } => IsTransient(state),
        NpgsqlException or SocketException or IOException or TimeoutException or OperationCanceledException or RequestException => true,
        _ => Is(exception.InnerException),
    };

    /// <summary>Connection (08), resources (53), intervention (57), system error (58), time-outs and lost races: the same statement may succeed later.</summary>
    /// <remarks>So may what fails inside the server (XX): on a full disk it says so of a session it cannot begin.</remarks>
    static bool IsTransient(string state) =>
        state is ['0', '8', ..] or ['5', '3' or '7' or '8', ..] or ['X', 'X', ..]
        or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or "25P03" or PostgresErrorCodes.ReadOnlySqlTransaction;
}
