using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests.Sample;

/// <summary>A small service of the platform, with nothing but the defaults and the use cases in this folder, on a real port.</summary>
sealed class Service : IAsyncDisposable
{
    Service(WebApplication app, HttpClient http) => (App, Http) = (app, http);

    public WebApplication App { get; }

    public HttpClient Http { get; }

    /// <param name="settings">Configuration, as a service would read it from its environment.</param>
    /// <param name="with">More registrations, before the service is built.</param>
    /// <param name="map">More routes.</param>
    public static async Task<Service> Start(Dictionary<string, string?>? settings = null, string environment = "Development", Action<WebApplicationBuilder>? with = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        with?.Invoke(builder);
        builder.AddServiceDefaults("sample");

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapUseCases(typeof(Service).Assembly);
        map?.Invoke(app);
        await app.StartAsync();
        return new Service(app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });
    }

    public Task<HttpResponseMessage> Get(string path, string? token = null, string? accept = null) => Send(HttpMethod.Get, path, null, token, accept);

    public Task<HttpResponseMessage> Post(string path, string body, string? token = null) => Send(HttpMethod.Post, path, new StringContent(body, MediaTypeHeaderValue.Parse("application/json")), token, null);

    Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, string? token, string? accept)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", token.Contains(' ', StringComparison.Ordinal) ? token : $"Bearer {token}");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }
}
