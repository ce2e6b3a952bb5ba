using Contracts;
using Contracts.Treaties;
using Xunit;

namespace Servers;

/// <summary>One service with a database of its own, and a <c>treaties</c> beside it that publishes what a test says was deposited.</summary>
/// <remarks>Dear to start, so tests of a collection share one, each with States of its own.</remarks>
/// <param name="service">Name the service's facts travel under.</param>
public abstract class ServiceHostFollowingTreaties<TOfTheService>(RealServers servers, string service) : IAsyncLifetime
    where TOfTheService : class
{
    public ServiceHost<TOfTheService> Service { get; private set; } = null!;

    public SourceOfFacts Treaties { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var broker = await servers.NewVirtualHost(service);
        Treaties = await SourceOfFacts.Start("treaties", servers, broker);
        Service = await ServiceHost<TOfTheService>.Start(service, await servers.NewDatabase(service.Replace('-', '_')), broker);
    }

    /// <summary>Publishes a deposit and waits until the service has applied it.</summary>
    /// <returns>The fact, to correct it by.</returns>
    public async Task<ActionDeposited> Deposit(string state, string instrument, TreatyActionKind kind, string on, string? effectiveOn = null)
    {
        var fact = Deposits.Of(state, instrument, kind, on, effectiveOn);
        await Record(fact.State, fact.DepositedOn!.Value, fact);
        return fact;
    }

    /// <summary>Publishes that a deposit is found never to have been made.</summary>
    public Task Annul(ActionDeposited fact) => Record(fact.State, fact.DepositedOn!.Value, Deposits.Annulled(fact));

    public async Task Record(StateCode state, DateOnly on, params object[] facts)
    {
        await Treaties.Publish($"participants/{state}", on, facts);
        await Treaties.FollowedBy(Service.Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Treaties.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
