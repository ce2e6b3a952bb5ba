using System.Text;
using System.Text.Json;
using Portal.Gateway;
using Portal.Languages;

namespace Portal.Services;

/// <summary>Has a service do something for whom a token stands for. Every deed has a key, so that one repeated is one done.</summary>
public sealed class ServiceWriter(ServiceCaller caller, TimeProvider time)
{
    /// <summary>As long as the gateway waits.</summary>
    static readonly TimeSpan answersWithin = TimeSpan.FromSeconds(30);

    /// <param name="method">By which the service takes it.</param>
    /// <param name="body">JSON.</param>
    /// <param name="key">Idempotency-Key: the same for the same deed.</param>
    /// <param name="ifMatch">The version of what is changed; null where something new is made.</param>
    /// <exception cref="NoAnswer">Whether it was done is not known: repeat it under the same key.</exception>
    public async Task<Written> Send(UpstreamService service, HttpMethod method, string path, string body, string key, string? ifMatch, Language language, string token,
        CancellationToken cancel)
    {
        using var tooLate = new CancellationTokenSource(answersWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLate.Token);
        try
        {
            using var response = await caller.Send(service, path, () =>
            {
                var request = new HttpRequestMessage(method, (Uri?)null) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Add("Idempotency-Key", key);
                if (ifMatch is not null)
                    request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
                return request;
            }, language, token, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            if (response.IsSuccessStatusCode)
                return new((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), null);
            // Above 500 it is not known what was done; the services' refusals are all below.
            return (int)response.StatusCode < 500 && response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? new((int)response.StatusCode, default, JsonSerializer.Deserialize<Problem>(text, ServiceReader.Json) ?? throw new JsonException("null"))
                : throw new HttpRequestException($"It answered {(int)response.StatusCode}.");
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new NoAnswer(service, path, fault);
        }
    }
}

/// <summary>What became of a deed.</summary>
/// <param name="Answer">The service's answer; undefined where it has none.</param>
/// <param name="Refusal">Why it was not done; null when it was.</param>
public sealed record Written(int Status, JsonElement Answer, Problem? Refusal);

/// <summary>A service's refusal (RFC 9457), with the rule of the field behind it.</summary>
public sealed record Problem(string Rule, string Detail, string? Field = null, string? Source = null, IReadOnlyList<ProblemOfField>? Errors = null, string? Sentence = null,
    IReadOnlyDictionary<string, ProblemValue>? Values = null);

/// <summary>One of several fields at fault.</summary>
public sealed record ProblemOfField(string Field, string Rule, string Detail, string? Sentence = null, IReadOnlyDictionary<string, ProblemValue>? Values = null,
    string? Source = null);

/// <summary>One step of a calculation, as services tell it: a sentence with its values.</summary>
/// <param name="Sentence">In the language that was asked for, with the names of its values where they stand.</param>
public sealed record CalculationStep(string Rule, string Sentence, IReadOnlyDictionary<string, ProblemValue> Values);

/// <summary>One value in a refusal or a calculation: what it is, and how the service says it.</summary>
/// <param name="Kind">In the words of the interface: <c>state</c>, <c>provision</c>, <c>record</c> …</param>
/// <param name="Of">Of a word the list, of a record what it is; of a list <c>alternatives</c>, where it is one of them.</param>
/// <param name="Text">In the language that was asked for.</param>
public sealed record ProblemValue(string Kind, string Text, string? Value = null, string? Of = null, IReadOnlyList<ProblemValue>? Items = null);
