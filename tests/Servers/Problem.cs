using System.Net.Http.Json;
using System.Text.Json;

namespace Servers;

/// <summary>A refusal as its reader sees it.</summary>
public sealed record Problem(int Status, string Rule, string? Field)
{
    /// <exception cref="InvalidOperationException">It is no refusal.</exception>
    public static async Task<Problem> Of(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            throw new InvalidOperationException($"{(int)answer.StatusCode} is no refusal: {await answer.Content.ReadAsStringAsync()}");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new((int)answer.StatusCode, body.GetProperty("rule").GetString()!, body.GetProperty("field").GetString());
    }
}
