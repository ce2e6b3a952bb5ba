using System.Data.Common;
using System.Net.Sockets;

namespace ServiceDefaults.Answers;

/// <summary>Says whether an exception means that something the service needs is away for now. Register one for each library that has its own exceptions.</summary>
public delegate bool Unavailable(Exception exception);

static class DatabaseAway
{
    // PostgreSQL error codes that pass by themselves but that drivers do not call transient (documentation, appendix A).
    static readonly HashSet<string> codes = ["25P03" /* idle-in-transaction timeout */, "55P03" /* lock timeout */, "57014" /* statement timeout */, "57P01", "57P02", "57P03" /* shutting down, crashed, starting */, "57P05" /* idle session timeout */, "53300" /* too many connections */];

    /// <summary>The database did not answer, is starting or stopping, or a lock was held for longer than <c>lock_timeout</c>.</summary>
    public static bool Says(Exception exception) =>
        exception is DbException database && (database.IsTransient || codes.Contains(database.SqlState ?? "") || database.InnerException is SocketException or TimeoutException or IOException);
}
