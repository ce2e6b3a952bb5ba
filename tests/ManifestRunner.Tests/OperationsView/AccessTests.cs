using System.Net;
using ManifestRunner.Running;

namespace ManifestRunner.Tests.OperationsView;

public sealed class The_operations_view_to_whoever_asks : IAsyncLifetime
{
    readonly ViewUnderTest view = ViewUnderTest.Start();

    public ValueTask InitializeAsync()
    {
        view.AddService("treaties", "http://127.0.0.1:1");
        return default;
    }

    public ValueTask DisposeAsync() => view.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/console")]
    [InlineData("/console/treaties")]
    [InlineData("/console/treaties.txt")]
    [InlineData("/logs")]
    [InlineData("/traces")]
    [InlineData("/traces/00000000000000000000000000000001")]
    [InlineData("/metrics")]
    [InlineData("/journals")]
    [InlineData("/nowhere")]
    [InlineData("/api/resources")]
    [InlineData("/api/traces")]
    [InlineData("/api/logs")]
    [InlineData("/api/metrics")]
    public async Task Shows_nothing_without_the_token(string path)
    {
        using var stranger = view.Stranger();

        using var answer = await stranger.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("treaties");
    }

    [Fact]
    public async Task Exchanges_the_token_for_a_cookie_that_no_script_and_no_other_site_can_use()
    {
        using var stranger = view.Stranger();

        using var answer = await stranger.GetAsync($"/login?t={view.Server.Access.Token}");

        (answer.StatusCode, answer.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/"));
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith($"operations-{view.Server.Port}=");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldNotContain(view.Server.Access.Token);
        (await stranger.GetStringAsync("/")).ShouldContain("treaties");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?t=")]
    [InlineData("?t=0123456789abcdef0123456789abcdef")]
    public async Task Refuses_any_other_token(string query)
    {
        using var stranger = view.Stranger();

        using var answer = await stranger.GetAsync($"/login{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_wrong_bearer_and_the_key_of_the_services()
    {
        using var stranger = view.Stranger();
        foreach (var bearer in (string[])["guessed", view.Server.Access.ApiKey, view.Server.Access.FormToken])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources") { Headers = { Authorization = new("Bearer", bearer) } };
            (await stranger.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData("attacker.test")]
    [InlineData("127.0.0.1.attacker.test")]
    [InlineData("192.0.2.1")]
    public async Task Answers_to_the_names_of_this_machine_only(string host)
    {
        using var browser = await view.SignedIn();
        foreach (var path in (string[])["/", "/api/resources", "/view.css", $"/login?t={view.Server.Access.Token}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = $"{host}:{view.Server.Port}" } };
            (await browser.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        }
    }

    [Fact]
    public async Task Does_what_a_button_of_its_own_page_says()
    {
        using var browser = await view.SignedIn();

        await browser.Press("/", "/resources/treaties/stop");

        view.Wishes.ShouldBe([("treaties", Wish.Stop)]);
    }

    [Fact]
    public async Task Does_nothing_for_a_form_of_somebody_elses_page()
    {
        using var browser = await view.SignedIn();
        async Task Refused(HttpContent form, string? origin = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/resources/treaties/stop") { Content = form };
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            (await browser.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        await Refused(new FormUrlEncodedContent([]));
        await Refused(new FormUrlEncodedContent([new("form", "guessed")]));
        await Refused(new StringContent("form"));
        await Refused(new FormUrlEncodedContent([new("form", view.Server.Access.FormToken)]), origin: "http://localhost:8080");

        view.Wishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Allows_nothing_from_elsewhere_and_nothing_inline_on_any_page()
    {
        using var browser = await view.SignedIn();
        foreach (var path in (string[])["/", "/console", "/logs", "/traces", "/metrics", "/journals", "/nowhere"])
        {
            using var answer = await browser.GetAsync(path);
            answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'; style-src 'self'; script-src 'self'");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var page = await answer.Content.ReadAsStringAsync();
            page.ShouldNotContain("style=");
            page.ShouldNotContain("<style");
            page.ShouldNotMatch(" on[a-z]+=");
            page.ShouldNotMatch("(src|href)=\"(https?:)?//(?!127\\.0\\.0\\.1|localhost)");
        }
    }

    [Theory]
    [InlineData("view.css", "text/css")]
    [InlineData("live.js", "text/javascript")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task Serves_its_looks_to_everyone(string name, string type)
    {
        using var stranger = view.Stranger();

        using var answer = await stranger.GetAsync($"/{name}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Fact]
    public async Task Gives_scripts_no_address_that_holds_the_token()
    {
        view.Listed.Add(new(new ResourceState("operations", "operations", "healthy", view.Server.Url, 1, 1, null), "operations", null, 0, null));

        (await view.Api("/api/resources")).ToString().ShouldNotContain(view.Server.Access.Token);
        using var browser = await view.SignedIn();
        (await browser.GetStringAsync("/")).ShouldNotContain(view.Server.Access.Token);
    }
}
