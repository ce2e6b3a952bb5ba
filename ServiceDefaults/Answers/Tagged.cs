using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Answers;

/// <summary>Sends an answer with its <c>ETag</c>, or 304 to a reader who has it already.</summary>
/// <param name="Body">The answer.</param>
/// <param name="Tag">From <see cref="Precondition.Strong"/> or <see cref="Precondition.Weak"/>.</param>
public sealed record Tagged(IResult Body, string Tag) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = Tag;
        if (!Precondition.IsUnchanged(httpContext.Request, Tag))
            return Body.ExecuteAsync(httpContext);

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
