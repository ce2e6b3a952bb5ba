using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Health;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Health;

public class The_health_of_a_service
{
    static Task<Service> With(string name, string tag, Func<HealthCheckResult> check) =>
        Service.Start(with: builder => builder.Services.AddHealthChecks().AddCheck(name, check, [tag]));

    static async Task<(int Status, string Body)> Look(Service service, string path = "/health")
    {
        var answer = await service.Get(path);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Is_degraded_but_200_without_what_it_can_do_without()
    {
        await using var service = await With("messaging", HealthRoutes.DegradedOk, () => HealthCheckResult.Unhealthy("The broker does not answer."));

        (await Look(service)).ShouldBe((200, """{"status":"degraded","checks":{"cache":{"status":"degraded","detail":"There is no Redis: answers are computed each time."},"messaging":{"status":"degraded","detail":"The broker does not answer."}}}"""));
    }

    [Fact]
    public async Task Is_503_without_what_it_needs_while_the_process_is_alive()
    {
        await using var service = await With("database", HealthRoutes.Ready, () => HealthCheckResult.Unhealthy("The database does not answer."));

        var (status, body) = await Look(service);
        status.ShouldBe(503);
        body.ShouldStartWith("""{"status":"unhealthy","checks":{"cache":""");
        (await Look(service, "/alive")).ShouldBe((200, """{"status":"healthy","checks":{}}"""));
    }

    [Fact]
    public async Task Tells_no_secret_of_what_went_wrong()
    {
        await using var service = await With("database", HealthRoutes.Ready, () => throw new InvalidOperationException("Host=db;Password=secret"));

        var (status, body) = await Look(service);
        status.ShouldBe(503);
        body.ShouldContain("\"database\":{\"status\":\"unhealthy\",\"detail\":\"InvalidOperationException\"}");
        body.ShouldNotContain("secret");
    }
}
