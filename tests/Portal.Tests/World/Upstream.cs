using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.World;

/// <summary>A small real server in a service's place, which keeps what it was asked.</summary>
sealed class Upstream : IAsyncDisposable
{
    readonly WebApplication app;

    Upstream(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>What came in, health questions left out, and telemetry: a service of tests beside these still sends it to the port that was its collector's and is ours now.</summary>
    public ConcurrentQueue<Asked> Asked { get; } = [];

    /// <summary>What it tells of its health; well, at first.</summary>
    public object Health { get; set; } = new { status = "healthy", checks = new { } };

    /// <param name="answer">Answers everything but <c>/health</c>, and <c>/v1</c>, the root of OTLP.</param>
    public static async Task<Upstream> Start(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.None);
        var upstream = new Upstream(builder.Build());
        upstream.app.Run(async context =>
        {
            if (context.Request.Path == "/health")
                await context.Response.WriteAsJsonAsync(upstream.Health);
            if (context.Request.Path == "/health" || context.Request.Path.StartsWithSegments("/v1"))
                return;
            using var body = new StreamReader(context.Request.Body);
            upstream.Asked.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), await body.ReadToEndAsync()));
            await answer(context);
        });
        await upstream.app.StartAsync();
        return upstream;
    }

    /// <summary>One that answers paths with JSON; what is not in the list is 404.</summary>
    public static Task<Upstream> Start(params (string Path, object Answer)[] answers) => Start(context =>
    {
        var found = answers.FirstOrDefault(it => it.Path == context.Request.Path.Value || it.Path == context.Request.Path + context.Request.QueryString);
        if (found.Answer is not null)
            return context.Response.WriteAsJsonAsync(found.Answer);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>An address at which nobody answers.</summary>
    public static async Task<Uri> Away()
    {
        await using var gone = await Start();
        return gone.Address;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

sealed record Asked(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
