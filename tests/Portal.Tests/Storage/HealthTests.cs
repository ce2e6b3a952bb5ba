using System.Net;
using Servers;

namespace Portal.Tests.Storage;

public class The_portals_health(RealServers servers)
{
    [Fact]
    public async Task Is_good_while_its_database_answers_even_with_every_service_away()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null);

        (await portal.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_bad_while_its_database_is_away_and_the_page_is_there_all_the_same()
    {
        await using var portal = await PortalHost.Start();

        (await portal.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await portal.Http.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
