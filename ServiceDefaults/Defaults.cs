using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Caching;
using ServiceDefaults.Health;
using ServiceDefaults.OpenApi;
using ServiceDefaults.Reading;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults;

/// <summary>What every service of the platform gets with one call before it is built and one after.</summary>
public static class Defaults
{
    /// <summary>Registers the clock, who is asking, how answers are written and cached, health and telemetry.</summary>
    /// <param name="service">The service's name in telemetry and routes, kebab case: <c>technical-assistance</c>.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(service);

        builder.Services.TryAddSingleton(WrongClock.Of(builder.Configuration, builder.Environment));
        builder.Services.AddAccess(builder.Configuration, builder.Environment);
        builder.Services.AddAnswers();
        builder.Services.AddPublicReads();
        builder.Services.AddCache(builder.Configuration, service);
        builder.Services.AddDocument(service);
        builder.Services.AddHostedService<FailedWork>();
        builder.AddTelemetry(service);
        return builder;
    }

    /// <summary>Puts the defaults in front of the service's own routes; call it before the first of them is mapped.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<ProblemPath>();
        app.UseMiddleware<Freshness>();
        app.UseHeadLikeGet();
        app.UseCors();
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<StrictReading>();
        app.UseMiddleware<NotBefore>();
        app.MapHealth();
        app.MapDocument();
        app.MapReference();
        return app;
    }
}
