using System.Net.Http.Headers;

namespace Bench.Load;

static class Requests
{
    /// <summary>Gets and reads to the end.</summary>
    /// <exception cref="HttpRequestException">Another answer than success: what failed was not measured.</exception>
    public static async Task Get(this HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address);
        await answer.Content.ReadAsByteArrayAsync();
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc cref="Get"/>
    public static async Task Post(this HttpClient http, string address, string json, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, new MediaTypeHeaderValue("application/json")) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)answer.StatusCode} for {json}: {body}");
    }
}
