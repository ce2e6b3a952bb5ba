using System.Net;
using System.Text.Json;

namespace ServiceDefaults.Tests;

/// <summary>A refusal as its reader sees it.</summary>
sealed record Problem(int Status, string Rule, string? Field, string Detail, string Body)
{
    /// <summary>Reads the problem of an answer, and holds it to what every problem has.</summary>
    public static async Task<Problem> Of(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", body);
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var rule = root.GetProperty("rule").GetString()!;
        root.GetProperty("type").GetString().ShouldBe($"/problems/{rule}");
        root.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        ((HttpStatusCode)root.GetProperty("status").GetInt32()).ShouldBe(answer.StatusCode);
        return new((int)answer.StatusCode, rule, root.GetProperty("field").GetString(), root.GetProperty("detail").GetString()!, body);
    }
}
