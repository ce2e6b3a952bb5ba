using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Answers;
using ServiceDefaults.Health;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Health;

public class While_something_is_not_there_yet
{
    /// <summary>A sentence of the defaults stands for those of the services.</summary>
    static readonly Rule migrating = new("interface/unavailable") { Name = "interface/not-yet" };

    [Fact]
    public async Task A_reader_is_told_to_come_back_and_why()
    {
        Said? reason = migrating;
        await using var service = await Service.Start(with: builder => builder.Services.AddSingleton<NotYet>(_ => reason));

        using var answer = await service.Get("/states");
        var problem = await Problem.Of(answer);

        (problem.Status, problem.Rule).ShouldBe((503, "interface/not-yet"));
        problem.Detail.ShouldBe("Something this service needs does not answer at the moment. Try again: under the same Idempotency-Key nothing is done twice.");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        foreach (var path in new[] { "/alive", "/health", "/openapi/v1.json" })
            (await service.Get(path)).IsSuccessStatusCode.ShouldBeTrue(path);

        reason = null;
        (await service.Get("/states")).IsSuccessStatusCode.ShouldBeTrue();
    }
}
