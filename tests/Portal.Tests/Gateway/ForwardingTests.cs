using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Gateway;

public class Asking_a_service_through_the_gateway
{
    const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Theory]
    [InlineData("treaties", "/instruments/uncac/parties?asOf=2015-12-31&basis=effect")]
    [InlineData("reviews", "/mechanisms")]
    [InlineData("technical-assistance", "/non-parties?instrument=untoc")]
    [InlineData("networks", "/openapi/v1.json")]
    [InlineData("networks", "/operations/parked")]
    public async Task Reaches_the_same_place_of_that_service(string service, string place)
    {
        await using var upstream = await Upstream.Start(context => context.Response.WriteAsync("its own words"));
        await using var portal = await PortalHost.Start((new(service), [upstream.Address]));

        (await portal.Http.GetStringAsync($"/api/{service}{place}")).ShouldBe("its own words");

        upstream.Asked.ShouldHaveSingleItem().Path.ShouldBe(place);
    }

    [Fact]
    public async Task Hands_on_who_asks_the_preconditions_the_body_and_the_trace()
    {
        await using var upstream = await Upstream.Start(_ => Task.CompletedTask);
        await using var portal = await PortalHost.Start((UpstreamService.Networks, [upstream.Address]));
        var token = TestTokens.For(Role.CentralAuthority, "KEN");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/networks/authorities/1") { Content = new StringContent("{\"name\":\"é\"}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", "once");
        request.Headers.Add("If-Match", "\"7\"");
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");

        await portal.Http.SendAsync(request);

        var asked = upstream.Asked.ShouldHaveSingleItem();
        (asked.Method, asked.Body).ShouldBe(("PUT", "{\"name\":\"é\"}"));
        asked.Headers["Authorization"].ShouldBe("Bearer " + token);
        asked.Headers["Idempotency-Key"].ShouldBe("once");
        asked.Headers["If-Match"].ShouldBe("\"7\"");
        asked.Headers["traceparent"].ShouldStartWith($"00-{Trace}-");
    }

    [Fact]
    public async Task Keeps_the_portals_own_cookies_to_itself()
    {
        await using var upstream = await Upstream.Start(_ => Task.CompletedTask);
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [upstream.Address]));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/treaties/states");
        request.Headers.Add("Cookie", "lang=ar; session=secret");

        await portal.Http.SendAsync(request);

        upstream.Asked.ShouldHaveSingleItem().Headers.Keys.ShouldNotContain("Cookie");
    }

    [Fact]
    public async Task Gives_the_services_answer_with_its_places_as_they_stand_outside_and_nothing_of_the_inside()
    {
        await using var upstream = await Upstream.Start(context =>
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = "/authorities/1";
            context.Response.Headers.Link = "</authorities?cursor=abc&limit=2>; rel=\"next\"";
            context.Response.Headers.ETag = "\"1\"";
            context.Response.Headers.Server = "Kestrel";
            context.Response.Headers["X-Powered-By"] = "ASP.NET";
            context.Response.Headers.SetCookie = "inner=1";
            return context.Response.WriteAsync("made");
        });
        await using var portal = await PortalHost.Start((UpstreamService.Networks, [upstream.Address]));

        var answer = await portal.Http.PostAsync("/api/networks/authorities", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.Location!.ToString().ShouldBe("/api/networks/authorities/1");
        answer.Headers.GetValues("Link").ShouldBe(["</api/networks/authorities?cursor=abc&limit=2>; rel=\"next\""]);
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
        answer.Headers.Select(header => header.Key).ShouldNotContain(name => name == "Server" || name == "X-Powered-By" || name == "Set-Cookie");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("made");
    }

    [Fact]
    public async Task Passes_the_services_own_refusal_on_unchanged()
    {
        await using var upstream = await Upstream.Start(context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsJsonAsync(new { rule = "access/role" }, options: null, "application/problem+json");
        });
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [upstream.Address]));

        var answer = await portal.As(Role.FocalPoint, "FJI").GetAsync("/api/treaties/operations/parked");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)(await answer.Problem())["rule"]).ShouldBe("access/role");
    }

    [Fact]
    public async Task Is_refused_at_once_with_a_token_that_is_not_good()
    {
        await using var upstream = await Upstream.Start(_ => Task.CompletedTask);
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [upstream.Address]));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/treaties/states");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "not.a.token");

        (await portal.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        upstream.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_nothing_under_a_name_that_no_service_has()
    {
        await using var portal = await PortalHost.Start();

        var answer = await portal.Http.GetAsync("/api/elsewhere/states");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)(await answer.Problem())["rule"]).ShouldBe("absent");
    }
}
