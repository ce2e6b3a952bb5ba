using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests.Health;

public sealed class A_service_whose_work_in_the_background_fails : IDisposable
{
    [Fact]
    public async Task Ends_with_1()
    {
        await Run<Failing>();

        Environment.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Ends_with_0_when_it_was_only_told_to_stop()
    {
        await Run<Stopping>();

        Environment.ExitCode.ShouldBe(0);
    }

    public void Dispose() => Environment.ExitCode = 0;

    static async Task Run<T>()
        where T : BackgroundService
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("sample");
        builder.Services.AddHostedService<T>();
        await using var app = builder.Build();
        await app.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    sealed class Failing(IHostApplicationLifetime life) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Started(life);
            throw new InvalidDataException("The table is not as this build expects it.");
        }
    }

    sealed class Stopping(IHostApplicationLifetime life) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Started(life);
            life.StopApplication();
            await new TaskCompletionSource().Task.WaitAsync(stoppingToken);
        }
    }

    /// <summary>A failure before would end the start itself, with an exception.</summary>
    static async Task Started(IHostApplicationLifetime life)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        life.ApplicationStarted.Register(started.SetResult);
        await started.Task;
    }
}
