using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Answers;

/// <summary>What routes that change an existing thing have in common.</summary>
public static class ChangesOfWhatExists
{
    /// <summary>Documents the refusals of every such change: what was sent, who asks, what is not there, a rule broken, a tag that is stale or missing (RFC 9110 §13.1.1, RFC 6585 §3).</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
