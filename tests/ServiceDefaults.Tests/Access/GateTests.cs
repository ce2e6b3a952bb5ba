using Microsoft.Extensions.Time.Testing;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Access;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Access;

public class The_gate
{
    readonly Signer signer = new("dev-a");

    Task<Service> Start(string environment = "Development", string? keys = null) =>
        Service.Start(new() { ["Identity:Issuer"] = Signer.Issuer, ["Identity:Keys"] = keys ?? Signer.Set(signer) }, environment, builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Signer.Now)));

    [Fact]
    public async Task Lets_in_who_has_one_of_the_roles()
    {
        await using var service = await Start();

        var answer = await service.Get("/notes/secret", signer.For("treaty-officer"));

        (await answer.Content.ReadAsStringAsync()).ShouldBe("\"7f3a|treaty-officer|\"");
    }

    [Fact]
    public async Task Asks_who_did_not_sign_in_to_do_so()
    {
        await using var service = await Start();

        var answer = await service.Get("/notes/secret");

        (await Problem.Of(answer)).Rule.ShouldBe("access/sign-in");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Single().ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task Tells_others_who_may()
    {
        await using var service = await Start();

        var answer = await service.Post("/notes/x", "{}", signer.For("operator"));

        var problem = await Problem.Of(answer);
        (problem.Status, problem.Rule).ShouldBe((403, "access/role"));
        problem.Detail.ShouldBe("This is for: treaty officer, permanent mission.");
        answer.Headers.WwwAuthenticate.Single().Parameter!.ShouldContain("insufficient_scope");
    }

    [Theory]
    [InlineData("/notes/secret"), InlineData("/notes?asOf=2026-01-01"), InlineData("/nowhere")]
    public async Task Never_takes_a_bad_token_for_no_token(string path)
    {
        await using var service = await Start();

        foreach (var token in new[] { new Signer("dev-a").For("treaty-officer"), "x", "Bearer ", "bearer x" })
        {
            var answer = await service.Get(path, token);
            var problem = await Problem.Of(answer);
            (problem.Status, problem.Rule).ShouldBe((401, "access/token"));
            answer.Headers.WwwAuthenticate.Single().Parameter!.ShouldContain("error=\"invalid_token\"");
        }
    }

    [Fact]
    public async Task Leaves_other_schemes_to_others()
    {
        await using var service = await Start();

        (await service.Get("/notes?asOf=2026-01-01", "Basic abc")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Does_not_know_development_keys_in_production()
    {
        await using var service = await Start("Production");

        (await Problem.Of(await service.Get("/notes/secret", signer.For("treaty-officer")))).Detail.ShouldContain("development key");
    }

    [Fact]
    public async Task Keeps_what_is_public_open_where_no_keys_are_given()
    {
        await using var service = await Start(keys: "");

        (await service.Get("/notes?asOf=2026-01-01")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Problem.Of(await service.Get("/notes/secret", signer.For("treaty-officer")))).Detail.ShouldContain("Identity:Keys");
    }

    [Fact]
    public async Task Stops_the_start_of_a_service_with_an_endpoint_that_does_not_say_who_may()
    {
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => Service.Start(map: app => app.MapGet("/forgotten", () => "?")));

        fault.Message.ShouldContain("/forgotten");
        fault.Message.ShouldContain("For(roles)");
    }

    [Fact]
    public void Wants_at_least_one_role_named() =>
        Should.Throw<ArgumentException>(() => WebApplication.CreateBuilder().Build().MapGet("/", () => "").For());
}
