using System.Net.Http.Headers;
using System.Text.Json;
using AppHost.Identity;

namespace AppHost.Operators;

/// <summary>Asks a service what whoever sits at the dashboard may ask it.</summary>
static class ServiceCalls
{
    static readonly TimeSpan tokenHolds = TimeSpan.FromMinutes(2), answersWithin = TimeSpan.FromMinutes(10);

    /// <param name="role">In which it is asked, e.g. <c>operator</c>.</param>
    /// <returns>What it said, and the tag to change it by.</returns>
    /// <exception cref="HttpRequestException">It refused or does not answer; says which.</exception>
    public static async Task<(JsonElement Said, EntityTagHeaderValue? Tag)> Ask(this IResourceBuilder<ProjectResource> service, string role, HttpRequestMessage request, CancellationToken cancel)
    {
        var builder = service.ApplicationBuilder;
        var token = DevelopmentKey.Of(builder.Folder()).Token(builder.Configuration["Parameters:identity-issuer"]!, $"dev-dashboard-{role}", [role], null, TimeProvider.System.GetUtcNow(), tokenHolds);
        using var http = new HttpClient { BaseAddress = new(service.GetEndpoint("http").Url + "/"), Timeout = answersWithin };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request, cancel);
        var said = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? (JsonDocument.Parse(said).RootElement, answer.Headers.ETag)
            : throw new HttpRequestException($"{service.Resource.Name} answered {(int)answer.StatusCode} to {request.Method} {request.RequestUri}. {said}");
    }
}
