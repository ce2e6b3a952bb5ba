using System.Net;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Answers;

/// <summary>What everyone may read, a notebook in a browser may read too, and only that.</summary>
public class A_public_read
{
    static async Task<HttpResponseMessage> From(Service service, HttpMethod method, string path, string? asksFor = null)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Origin", "https://notebook.example" } } };
        if (asksFor is not null)
            request.Headers.Add("Access-Control-Request-Method", asksFor);
        return await service.Http.SendAsync(request);
    }

    static string? Allowed(HttpResponseMessage answer) => answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null;

    [Fact]
    public async Task Can_be_read_by_a_page_of_anybody_without_credentials()
    {
        await using var service = await Service.Start();

        var answer = await From(service, HttpMethod.Get, "/states");

        (answer.StatusCode, Allowed(answer)).ShouldBe((HttpStatusCode.OK, "*"));
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        answer.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("Link");
        Allowed(await From(service, HttpMethod.Options, "/states", "GET")).ShouldBe("*");
    }

    [Fact]
    public async Task Can_be_read_when_it_is_refused_as_well()
    {
        await using var service = await Service.Start();

        var answer = await From(service, HttpMethod.Get, "/states?limit=0");

        (answer.StatusCode, Allowed(answer)).ShouldBe((HttpStatusCode.BadRequest, "*"));
    }

    [Theory]
    [InlineData("GET", "/notes/secret"), InlineData("POST", "/drafts"), InlineData("POST", "/notes/a")]
    public async Task Is_not_what_is_for_some_or_changes_something(string method, string path)
    {
        await using var service = await Service.Start();

        Allowed(await From(service, HttpMethod.Parse(method), path)).ShouldBeNull();
        Allowed(await From(service, HttpMethod.Options, path, method)).ShouldBeNull();
    }

    [Fact]
    public async Task Says_that_it_is_to_be_asked_for_again_where_it_says_nothing_else()
    {
        await using var service = await Service.Start();

        (await service.Get("/states")).Headers.CacheControl!.NoCache.ShouldBeTrue();
        (await service.Get("/health")).Headers.CacheControl!.ToString().ShouldBe("no-store");
    }
}
