using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.OpenApi;

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

/// <summary>Says of a route that its answers have a tag.</summary>
public static class TaggedRoutes
{
    /// <summary>Documents the <c>ETag</c>, and the 304 to who sends it back in <c>If-None-Match</c>.</summary>
    public static RouteHandlerBuilder WithTag(this RouteHandlerBuilder route) => route.WithMetadata(TaggedAnswer.Yes).Produces(StatusCodes.Status304NotModified);

    sealed record TaggedAnswer : ISendsHeader, IReadsHeader
    {
        public static readonly TaggedAnswer Yes = new();

        string ISendsHeader.Header => "ETag";

        string ISendsHeader.Description => "What the answer is of: send it in If-None-Match, or in If-Match where it is changed.";

        string IReadsHeader.Header => "If-None-Match";

        string IReadsHeader.Description => "An ETag you have: answered with 304 where nothing has changed since.";

        bool IReadsHeader.IsRequired => false;
    }
}
