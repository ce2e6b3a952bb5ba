using Aspire.Hosting;
using FaultCampaign.Load;
using FaultCampaign.Verifying;
using Processes;

namespace FaultCampaign.Platforms;

/// <summary>What runs under fault: the platform, or what it is compared with.</summary>
interface IDesign
{
    /// <summary>Puts its services in place of those that the AppHost has.</summary>
    void Change(IDistributedApplicationBuilder builder);

    /// <summary>Services that own a database, by the name of their resource.</summary>
    IReadOnlyList<string> Services { get; }

    /// <summary>Processes that may be struck.</summary>
    IReadOnlyList<string> Processes { get; }

    /// <summary>Name of a service's database.</summary>
    string DatabaseOf(string service);

    /// <summary>Where an outside effect can be made to fail: the table of a consumer that each fact it applies goes into, with a column naming its stream.</summary>
    IReadOnlyList<Applier> Appliers { get; }

    /// <summary>Whether what cannot be applied is parked, to be retried by an operator.</summary>
    bool Parks { get; }

    /// <summary>Waits until what a new platform begins with has reached everyone, and remembers where it ends.</summary>
    Task Begin(PlatformUnderFault platform, CancellationToken cancel);

    /// <summary>What one writer asks, one after the other.</summary>
    IRequests RequestsOf(int writer, int seed);

    /// <summary>Entries recorded since the load began, over all journals.</summary>
    Task<long> Entries(CancellationToken cancel);

    /// <summary>Returns when a write made from now on was applied everywhere.</summary>
    /// <exception cref="Problem">It was refused, for certain.</exception>
    Task Probe(int number, CancellationToken cancel);

    /// <summary>What an operator does once no fault is going on any more.</summary>
    Task TidyUp(CancellationToken cancel);

    /// <summary>What still waits; empty when everything recorded was applied everywhere.</summary>
    Task<IReadOnlyList<string>> Waiting(CancellationToken cancel);

    /// <summary>Holds the databases against what was asked and acknowledged.</summary>
    Task<Findings> Verify(Asked asked, CancellationToken cancel);
}

/// <summary>Where a consumer puts what it applies.</summary>
/// <param name="Column">Names the stream a row belongs to.</param>
/// <param name="Recent">SQL: the stream something was applied to last.</param>
sealed record Applier(string Service, string Table, string Column, string Recent);

/// <summary>Draws what one client asks.</summary>
interface IRequests
{
    Request Next();

    /// <summary>Tells what came of a request, so that later ones may follow on it.</summary>
    void Answered(Request request, Reply reply);

    /// <summary>Tells how something stands now that somebody else has changed.</summary>
    void Saw(object about, string etag);
}
