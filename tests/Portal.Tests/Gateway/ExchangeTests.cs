using System.Net.Http.Headers;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Gateway;

public class Asking_a_service_through_the_gateway_with_the_portals_cookie(RealServers servers)
{
    async Task<(ServiceHost<UpstreamService>, Upstream)> Start()
    {
        var upstream = await Upstream.Start(_ => Task.CompletedTask);
        return (await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Networks, [upstream.Address])), upstream);
    }

    [Theory]
    [InlineData("GET", true), InlineData("HEAD", true), InlineData("POST", false), InlineData("PUT", false), InlineData("DELETE", false), InlineData("PATCH", false)]
    public async Task Reads_as_who_is_signed_in_and_changes_nothing(string method, bool exchanged)
    {
        var (portal, upstream) = await Start();
        await using var _ = portal;
        await using var __ = upstream;
        using var browser = await Browser.Of(portal, Role.CentralAuthority, "KEN");

        await browser.Http.SendAsync(new(HttpMethod.Parse(method), "/api/networks/requests"));

        var asked = upstream.Asked.ShouldHaveSingleItem();
        asked.Headers.ContainsKey("Authorization").ShouldBe(exchanged);
        asked.Headers.ContainsKey("Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Is_told_apart_from_what_everyone_gets()
    {
        var (portal, upstream) = await Start();
        await using var _ = portal;
        await using var __ = upstream;

        var answer = await portal.Http.GetAsync("/api/networks/requests");

        upstream.Asked.ShouldHaveSingleItem().Headers.ContainsKey("Authorization").ShouldBeFalse();
        string.Join(", ", answer.Headers.Vary).ShouldContain("Cookie");
    }

    [Fact]
    public async Task Leaves_a_token_of_the_readers_own_as_it_is()
    {
        var (portal, upstream) = await Start();
        await using var _ = portal;
        await using var __ = upstream;
        using var browser = await Browser.Of(portal, Role.CentralAuthority, "KEN");
        var own = TestTokens.For(Role.NetworkOfficer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/networks/requests");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", own);

        await browser.Http.SendAsync(request);

        upstream.Asked.ShouldHaveSingleItem().Headers["Authorization"].ShouldBe("Bearer " + own);
    }
}
