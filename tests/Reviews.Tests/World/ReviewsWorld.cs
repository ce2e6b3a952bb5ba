using Reviews.Storage;
using Servers;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace Reviews.Tests.World;

public sealed class ReviewsWorld(RealServers servers) : ServiceHostFollowingTreaties<ReviewsDb>(servers, "reviews");

/// <summary>The service shared by the tests of this assembly, each with States or instruments of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneReviews : ICollectionFixture<ReviewsWorld>
{
    public const string Name = "reviews";
}
