using System.Net;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;

namespace Portal.Tests.Gateway;

public class A_service_that_gives_no_answer
{
    [Fact]
    public async Task Is_named_as_away_when_nobody_is_at_its_address()
    {
        await using var portal = await PortalHost.Start((UpstreamService.Reviews, [await Upstream.Away()]));

        var answer = await portal.Http.GetAsync("/api/reviews/mechanisms");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        await ShouldName(answer, "reviews", "gateway/away");
    }

    [Fact]
    public async Task Is_named_as_away_when_it_has_no_address()
    {
        await using var portal = await PortalHost.Start();

        var answer = await portal.Http.GetAsync("/api/networks/authorities");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await ShouldName(answer, "networks", "gateway/away");
    }

    [Fact]
    public async Task Is_named_as_broken_when_it_hangs_up_without_an_answer()
    {
        await using var upstream = await Upstream.Start(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [upstream.Address]));

        var answer = await portal.Http.PostAsync("/api/treaties/instruments/uncac/actions", new StringContent("{}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        await ShouldName(answer, "treaties", "gateway/broken-answer");
        upstream.Asked.Count.ShouldBe(1, "it may have been done, so it is not asked again");
    }

    [Fact]
    public async Task Is_named_as_too_slow_when_the_time_is_over()
    {
        await using var upstream = await Upstream.Start(context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted));
        await using var portal = await PortalHost.Start("Host=127.0.0.1;Port=1", new() { ["Gateway:AnswersWithin"] = "00:00:00.2" }, null, (UpstreamService.TechnicalAssistance, [upstream.Address]));

        var answer = await portal.Http.GetAsync("/api/technical-assistance/activities");

        answer.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        await ShouldName(answer, "technical-assistance", "gateway/too-slow");
    }

    [Fact]
    public async Task Breaks_the_connection_when_it_breaks_off_half_way_so_that_no_half_answer_looks_whole()
    {
        await using var upstream = await Upstream.Start(async context =>
        {
            await context.Response.WriteAsync("half of ");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [upstream.Address]));

        await Should.ThrowAsync<HttpRequestException>(() => portal.Http.GetStringAsync("/api/treaties/states"));
    }

    /// <summary>As behind the link to a table: a program reads the problem, a person would not.</summary>
    [Theory]
    [InlineData("ar", "لا يُقبل هذا اليوم"), InlineData("zh", "不接受该日期")]
    public async Task Or_that_refuses_is_told_of_on_a_page_in_the_readers_language_where_a_browser_followed_a_link(string language, string sentence)
    {
        await using var upstream = await Upstream.Start(context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            var said = context.Request.Headers.AcceptLanguage == language ? sentence : "This day is not taken";
            return context.Response.WriteAsJsonAsync(new { rule = "treaties/day", detail = said, field = "asOf" }, options: null, contentType: "application/problem+json");
        });
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [upstream.Address]));
        const string Table = "/api/treaties/instruments/uncac/parties?format=csv";
        using var browser = new Browser(portal);
        await browser.Get($"/sign-in?lang={language}");

        var page = await browser.Get(Table);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        Wording.LanguageOf(page.Text).ShouldBe(language);
        page.Words.ShouldContain(sentence);
        using var program = await portal.Http.GetAsync(Table);
        ((string?)(await program.Problem())["rule"]).ShouldBe("treaties/day");
    }

    static async Task ShouldName(HttpResponseMessage answer, string service, string rule)
    {
        var problem = await answer.Problem();
        ((string?)problem["rule"]).ShouldBe(rule);
        ((string?)problem["values"]!["service"]!["value"]).ShouldBe(service);
        ((string?)problem["traceId"]).ShouldNotBeNullOrEmpty();
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("127.0.0.1");
    }
}
