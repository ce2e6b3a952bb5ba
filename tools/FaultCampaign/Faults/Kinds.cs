using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Faults;

/// <summary>Everything that can be made to go wrong.</summary>
static class Kinds
{
    /// <summary>Where each service's project lies in the repository.</summary>
    static readonly Dictionary<string, string> projects = new()
    {
        ["treaties"] = "services/Treaties/Treaties.csproj",
        ["reviews"] = "services/Reviews/Reviews.csproj",
        ["technical-assistance"] = "services/TechnicalAssistance/TechnicalAssistance.csproj",
        ["networks"] = "services/Networks/Networks.csproj",
    };

    /// <summary>In a fixed order, since the seed draws by it.</summary>
    /// <exception cref="Problem"><c>--only</c> names one that there is not.</exception>
    public static IReadOnlyList<FaultKind> For(Orders orders, string repository, ServicesUnderFault services, SmallDisk? disk, string? noDisk)
    {
        List<FaultKind> kinds =
        [
            new Kill("kill-service", services.Processes),
            new Stop("stop-service", services.Processes, 3, 15),
            new Kill("kill-broker", [PlatformUnderFault.Broker]),
            new StopBroker(services.Names),
            new BrokerAway(),
            new QueuesDeleted(services.Names),
            new Kill("kill-database", [PlatformUnderFault.Database]),
            new Stop("stop-database", [PlatformUnderFault.Database], 3, 10),
            new DiskFull(disk, noDisk),
            new ApplierThrows("consumer-throws", services.Appliers, all: true),
            new ApplierThrows("poison-entry", services.Appliers, all: false),
            new StrikeLeader("kill-leader", services.Names, kill: true),
            new StrikeLeader("stop-leader", services.Names, kill: false),
            new Kill("kill-cache", [PlatformUnderFault.Cache]),
            new Stop("stop-cache", [PlatformUnderFault.Cache], 3, 15),
            new PreviousBuild(services.Names, new PreviousServices(repository, orders.Previous, projects)),
            new ClockOff(services.Names),
        ];
        if (orders.Only.FirstOrDefault(name => kinds.All(kind => kind.Name != name)) is { } unknown)
            throw new Problem($"There is no fault {unknown}. There are: {string.Join(", ", kinds.Select(kind => kind.Name))}");
        return orders.Only.Count == 0 ? kinds : [.. kinds.Where(kind => orders.Only.Contains(kind.Name))];
    }
}
