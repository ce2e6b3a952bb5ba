using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Answers;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Answers;

public class Whatever_goes_wrong
{
    [Theory]
    [InlineData("/nowhere", 404, "absent")]
    [InlineData("/drafts", 405, "interface/method")]
    [InlineData("/fail/bug", 500, "interface/fault")]
    [InlineData("/fail/unique", 500, "interface/fault")]
    [InlineData("/fail/lock", 503, "interface/unavailable")]
    [InlineData("/fail/away", 503, "interface/unavailable")]
    public async Task Is_a_problem_with_its_rule(string path, int status, string rule)
    {
        foreach (var environment in new[] { "Development", "Production" })
        {
            await using var service = await Service.Start(environment: environment);

            var answer = await service.Get(path, accept: "text/csv");
            var problem = await Problem.Of(answer);

            (problem.Status, problem.Rule).ShouldBe((status, rule));
            problem.Body.ShouldNotContain("secret");
            (answer.Headers.RetryAfter?.Delta).ShouldBe(status == 503 ? TimeSpan.FromSeconds(5) : null);
        }
    }

    [Fact]
    public async Task Carries_the_id_of_the_callers_trace()
    {
        await using var service = await Service.Start();
        service.Http.DefaultRequestHeaders.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        (await Problem.Of(await service.Get("/fail/bug"))).Body.ShouldContain("\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
    }

    [Fact]
    public async Task Names_the_media_type_that_is_wanted()
    {
        await using var service = await Service.Start();

        var answer = await service.Http.PostAsync("/drafts", new StringContent("a=b", MediaTypeHeaderValue.Parse("text/plain")));

        var problem = await Problem.Of(answer);
        (problem.Status, problem.Rule).ShouldBe((415, "interface/media-type"));
    }

    [Fact]
    public async Task Is_413_for_a_body_that_is_too_large()
    {
        await using var service = await Service.Start(with: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1000));

        var problem = await Problem.Of(await service.Post("/drafts", "{\"title\":\"" + new string('x', 5000) + "\"}"));

        (problem.Status, problem.Rule).ShouldBe((413, "interface/too-large"));
    }

    /// <summary>Libraries put their own steps in front of the service's: what fails there fails no differently.</summary>
    [Theory]
    [InlineData("Development"), InlineData("Production")]
    public async Task Is_a_problem_in_front_of_the_services_own_steps_too(string environment)
    {
        await using var service = await Service.Start(environment: environment, with: builder =>
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1000);
            builder.Services.AddSingleton<IStartupFilter, ReadsTheBodyFirst>();
        });

        var problem = await Problem.Of(await service.Post("/drafts", "{\"title\":\"" + new string('x', 5000) + "\"}"));

        (problem.Status, problem.Rule).ShouldBe((413, "interface/too-large"));
        problem.Detail.ShouldContain("1,000 bytes");
    }

    sealed class ReadsTheBodyFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, go) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                await go(context);
            });
            next(app);
        };
    }

    [Fact]
    public async Task Is_503_for_what_a_library_registered_as_away()
    {
        await using var service = await Service.Start(with: builder => builder.Services.AddSingleton<Unavailable>(exception => exception is TimeZoneNotFoundException));

        (await Problem.Of(await service.Get("/fail/library"))).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Breaks_the_connection_when_the_answer_is_half_written()
    {
        await using var service = await Service.Start();

        await Should.ThrowAsync<HttpRequestException>(() => service.Get("/fail/half"));
    }
}
