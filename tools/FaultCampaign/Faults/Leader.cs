using FaultCampaign.Platforms;
using Npgsql;
using Processes;

namespace FaultCampaign.Faults;

/// <summary>The process that leads a service's relay.</summary>
sealed record Leader(string Process, int Pid)
{
    /// <summary>The process at the other end of the session that holds the leader's lock; null while nobody leads.</summary>
    public static async Task<Leader?> Of(string service, Scene scene, CancellationToken cancel)
    {
        try
        {
            var port = await scene.Services.Data(service).Scalar<int?>(
                "SELECT client_port FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND application_name = $1 AND granted", cancel, $"relay of {service}");
            return port is { } at && scene.Platform.Processes.FirstOrDefault(process => process.Pid is { } pid && HasSocket(pid, at)) is { } leads ? new(leads.Name, leads.Pid!.Value) : null;
        }
        catch (Exception away) when (away is NpgsqlException or IOException)
        {
            return null;
        }
    }

    static bool HasSocket(int pid, int port)
    {
        if (!Directory.Exists($"/proc/{pid}/fd"))
            return false;
        var inodes = File.ReadLines($"/proc/{pid}/net/tcp").Concat(File.ReadLines($"/proc/{pid}/net/tcp6")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal)).Select(fields => $"socket:[{fields[9]}]").ToHashSet();
        return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(handle => inodes.Contains(new FileInfo(handle).LinkTarget ?? ""));
    }
}
