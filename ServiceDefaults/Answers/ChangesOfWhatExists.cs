using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.OpenApi;

namespace ServiceDefaults.Answers;

/// <summary>What routes that change an existing thing have in common.</summary>
public static class ChangesOfWhatExists
{
    /// <summary>Documents the refusals of every such change: what was sent, who asks, what is not there, a rule broken, a tag that is stale or missing (RFC 9110 §13.1.1, RFC 6585 §3).</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route) => route.WithMetadata(WantsVersion.Yes)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

/// <summary>Marks an endpoint that changes what exists.</summary>
sealed record WantsVersion : IReadsHeader
{
    public static readonly WantsVersion Yes = new();

    public string Header => "If-Match";

    public string Description => "The ETag with which you saw what you change, \"7\"; * for whatever there is.";

    public bool IsRequired => true;
}
