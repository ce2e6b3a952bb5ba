using System.Net;
using System.Text.RegularExpressions;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.OpenApi;

public class The_reference_of_the_interface
{
    [Fact]
    public async Task Names_the_service_and_shows_the_document_it_answers_with()
    {
        await using var service = await Service.Start();

        var page = await service.Http.GetStringAsync("/docs/");

        page.ShouldContain("<title>sample</title>");
        var documents = Regex.Matches(page, "\"url\":\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        documents.ShouldBe(["openapi/v1.json"]);
        (await service.Http.GetAsync("/" + documents[0])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Brings_its_own_scripts_and_may_load_from_nowhere_else()
    {
        await using var service = await Service.Start();

        var answer = await service.Http.GetAsync("/docs/");

        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain("//", customMessage: "an address with a host, or of another scheme");
        var scripts = Regex.Matches(page, "<script[^>]* src=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        scripts.ShouldNotBeEmpty();
        foreach (var script in scripts)
            (await service.Http.GetAsync("/docs/" + script)).Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'none';");
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("unsafe-eval");
    }

    [Fact]
    public async Task Lets_no_script_run_that_was_not_there_when_it_was_asked_for()
    {
        await using var service = await Service.Start();

        static string Nonce(HttpResponseMessage answer) => Regex.Match(answer.Headers.GetValues("Content-Security-Policy").Single(), "'nonce-([^']+)'").Groups[1].Value;
        var (first, second) = (await service.Http.GetAsync("/docs/"), await service.Http.GetAsync("/docs/"));

        Nonce(first).ShouldNotBe(Nonce(second));
        (await first.Content.ReadAsStringAsync()).ShouldContain($"nonce=\"{Nonce(first)}\"");
        first.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
