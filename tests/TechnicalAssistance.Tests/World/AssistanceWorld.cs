using Servers;
using TechnicalAssistance.Storage;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace TechnicalAssistance.Tests.World;

public sealed class AssistanceWorld(RealServers servers) : ServiceHostFollowingTreaties<TechnicalAssistanceDb>(servers, "technical-assistance")
{
    /// <summary>Details of an activity that are good until a test spoils them.</summary>
    public static Dictionary<string, object?> Details(string beneficiary, string instrument = "untoc", string kind = "pre-accession") => new()
    {
        ["kind"] = kind,
        ["title"] = new Dictionary<string, string> { ["en"] = "National workshop on joining" },
        ["instruments"] = new[] { instrument },
        ["beneficiaries"] = new[] { beneficiary },
        ["from"] = "2020-03-01",
        ["to"] = "2020-03-05",
        ["place"] = "Nairobi",
        ["languages"] = new[] { "en" },
        ["source"] = "Mission report 12/2020",
    };
}

/// <summary>The service shared by the tests of this assembly, each with States of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneAssistance : ICollectionFixture<AssistanceWorld>
{
    public const string Name = "technical assistance";
}
