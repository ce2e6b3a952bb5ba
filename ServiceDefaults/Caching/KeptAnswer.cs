using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Caching;

/// <summary>An answer as it goes over the wire, the same whether it was computed or kept: sent as it is, read only where somebody wants it as a table.</summary>
public sealed class KeptAnswer<T>(ReadOnlyMemory<byte> json) : IResult
{
    /// <summary>Read anew at each call.</summary>
    public T Read() => JsonSerializer.Deserialize<T>(json.Span, AnswerDefaults.Json)!;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
