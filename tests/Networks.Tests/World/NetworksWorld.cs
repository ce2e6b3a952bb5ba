using Networks.Storage;
using Servers;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace Networks.Tests.World;

public sealed class NetworksWorld(RealServers servers) : ServiceHostFollowingTreaties<NetworksDb>(servers, "networks")
{
    /// <summary>Details of an authority that are good until a test spoils them.</summary>
    public static Dictionary<string, object?> Details(params (string Function, string Instrument)[] functions) => new()
    {
        ["names"] = new Dictionary<string, string> { ["en"] = "Ministry of Justice", ["fr"] = "Ministère de la justice" },
        ["functions"] = functions.Select(it => new { function = it.Function, instrument = it.Instrument }).ToArray(),
        ["source"] = new { reference = "NV 12/2024", date = "2024-03-01" },
        ["email"] = "mla@justice.example",
        ["languages"] = new[] { "en", "fr" },
        ["channels"] = new[] { "direct", "interpol" },
        ["urgentAroundTheClock"] = true,
    };
}

/// <summary>The service shared by the tests of this assembly, each with States of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneNetworks : ICollectionFixture<NetworksWorld>
{
    public const string Name = "networks";
}
