using Figures;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Registers;

/// <summary>One network, with what is known of its members and what was published of them.</summary>
static class ShowNetwork
{
    /// <param name="Members">States that a source names; no list is complete unless its source says so.</param>
    /// <param name="Counts">Published elsewhere and not reconstructed from records; the day of each is its own.</param>
    public sealed record NetworkAnswer(Network Network, IReadOnlyList<NetworkMember> Members, IReadOnlyList<NetworkMeeting> Meetings, IReadOnlyList<PublishedCount> Counts);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/networks/{id}", Handle)
        .ForEveryone()
        .WithSummary("Show a cooperation network")
        .Produces<NetworkAnswer>();

    static IResult Handle(string id, PublishedCounts counts) => NetworkRegister.Find(id) is { } network
        ? TypedResults.Ok(new NetworkAnswer(
            network, [.. NetworkRegister.Members.Where(it => it.Network == id).OrderBy(it => it.State)], [.. NetworkRegister.Meetings.Where(it => it.Network == id)], [.. counts.All.Where(it => it.Scope == id)]))
        : Refusal.Absent("network", RefusalValue.Text(id));
}
