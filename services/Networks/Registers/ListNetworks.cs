using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Registers;

/// <summary>The register of cooperation networks.</summary>
static class ListNetworks
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/networks", Handle)
        .ForEveryone()
        .WithSummary("List the cooperation networks")
        .WithDescription("With a State: those it is known to take part in. That a State is not named tells nothing.")
        .Produces<Page<Network>>();

    static IResult Handle(Word<NetworkKind>? kind, InstrumentId? instrument, StateCode? state, Paging<string> page) => page.Answer<Network>(
        [.. NetworkRegister.All
            .Where(network => (kind is not { } one || network.Kind == one.Value) && (instrument is not { } under || network.Instruments.Contains(under)))
            .Where(network => state is not { } member || NetworkRegister.Members.Any(it => it.Network == network.Id && it.State == member))
            .Where(network => page.IsFirst || string.CompareOrdinal(network.Id, page.After) > 0).Take(page.Take)],
        network => network.Id);
}
