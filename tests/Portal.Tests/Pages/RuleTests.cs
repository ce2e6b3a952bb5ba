using System.Net;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Portal.Tests.World;

namespace Portal.Tests.Pages;

/// <summary>The address that a problem gives as its type leads a person to what the rule says.</summary>
public class The_address_of_a_rule
{
    [Theory]
    [InlineData("en", "A page holds 1 to … items."), InlineData("ar", "سبب عدم تنفيذ طلب"), InlineData("zh", "为何未予办理")]
    public async Task Says_what_the_edge_of_every_service_holds_to(string language, string said)
    {
        await using var portal = await PortalHost.Start();
        using var browser = new Browser(portal);

        var page = await browser.Get($"/problems/interface/limit?lang={language}");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Words.ShouldContain(said);
        page.Words.ShouldContain("interface/limit");
    }

    [Fact]
    public async Task Asks_the_service_that_has_the_rule_in_the_readers_language()
    {
        await using var reviews = await Upstream.Start(("/problems/reviews/of-a-newer-release", new { rule = "reviews/of-a-newer-release", sentences = new[] { "{state} has given its <feedback> already." }, operations = Array.Empty<object>() }));
        await using var portal = await PortalHost.Start((UpstreamService.Reviews, [reviews.Address]));
        using var browser = new Browser(portal);

        (await browser.Get("/problems/reviews/of-a-newer-release?lang=zh")).Words.ShouldContain("… has given its <feedback> already.");
        reviews.Asked.Single().Headers["Accept-Language"].ToString().ShouldStartWith("zh");
    }

    [Fact]
    public async Task Is_a_page_that_is_not_there_where_there_is_no_such_rule_and_says_so_where_its_service_is_away()
    {
        await using var reviews = await Upstream.Start(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await using var portal = await PortalHost.Start((UpstreamService.Reviews, [reviews.Address]));
        using var browser = new Browser(portal);

        (await browser.Get("/problems/reviews/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get("/problems/networks/of-a-newer-release")).Words.ShouldContain("Not to be had at the moment");
    }
}
