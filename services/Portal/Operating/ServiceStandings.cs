using Portal.Forms;
using Portal.Gateway;
using Portal.Services;

namespace Portal.Operating;

/// <summary>How a service stands, as it tells itself.</summary>
/// <param name="Checks">What is not well, by the names of the service's checks; null while it gives no answer, or is not ready for work.</param>
/// <param name="Parked">Entries of other services that it could not apply, in their order; null while that is not to be had.</param>
/// <param name="Lost">Facts that it had taken over and their service lost by being restored; null while that is not to be had.</param>
public sealed record ServiceStanding(UpstreamService Service, IReadOnlyList<string>? Checks, IReadOnlyList<ParkedEntry>? Parked, IReadOnlyList<LostFact>? Lost)
{
    public bool IsWell => Checks is { Count: 0 };
}

/// <param name="Source">The service that recorded it.</param>
/// <param name="Stream">What it is about: later entries of the same wait behind it.</param>
/// <param name="Reason">What applying it failed with, in the words of the program.</param>
/// <param name="Tries">0 when it only waits behind an earlier one.</param>
public sealed record ParkedEntry(string Source, long Position, string Stream, string Type, string Reason, int Tries, DateTimeOffset ParkedAt, string? Skipped = null);

/// <param name="Source">The service that lost it.</param>
public sealed record LostFact(string Source, long Position, string Type, DateOnly OccurredOn);

/// <summary>Asks the services how they stand. What one of them cannot say takes nothing from the others.</summary>
sealed class ServiceStandings(ILogger<ServiceStandings> log)
{
    const string Well = "healthy";

    public Task<ServiceStanding[]> All(Reading reading) => Task.WhenAll(UpstreamService.All.Select(service => Of(service, reading)));

    /// <summary>What is parked at a service, skipped entries left out.</summary>
    /// <exception cref="NoAnswer">The service does not say.</exception>
    public static async Task<IReadOnlyList<ParkedEntry>> Parked(UpstreamService service, Reading reading) =>
        [.. (await reading.Read<ListOf<ParkedEntry>>(service, "/operations/parked")).Items.Where(entry => entry.Skipped is null)];

    async Task<ServiceStanding> Of(UpstreamService service, Reading reading)
    {
        // Its health is told everyone: whether it knows the portal's tokens is another matter.
        var checks = Try(async () => (IReadOnlyList<string>)[.. (await reading.Services.Read<HealthReport>(service, "/health", reading.Language, reading.Cancel)).Checks.Where(
            check => check.Value.Status != Well).Select(check => check.Key)]);
        var parked = Try(() => Parked(service, reading));
        var lost = Try(async () => (IReadOnlyList<LostFact>)[.. (await reading.Read<ListOf<Fork>>(service, "/operations/forks")).Items.SelectMany(
            fork => fork.Lost.Select(fact => new LostFact(fork.Source, fact.Position, fact.Type, fact.OccurredOn)))]);
        return new(service, await checks, await parked, await lost);
    }

    async Task<T?> Try<T>(Func<Task<T>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "How a service stands is not told whole");
            return null;
        }
    }

    sealed record ListOf<T>(IReadOnlyList<T> Items);

    sealed record HealthReport(string Status, IReadOnlyDictionary<string, HealthCheck> Checks);

    sealed record HealthCheck(string Status);

    sealed record Fork(string Source, IReadOnlyList<ForkFact> Lost);

    sealed record ForkFact(long Position, string Type, DateOnly OccurredOn);
}
