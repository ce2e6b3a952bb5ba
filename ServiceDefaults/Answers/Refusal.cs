using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ServiceDefaults.Answers;

/// <summary>Why something was not done, in words its reader can act on. Becomes an RFC 9457 problem at the edge of a service.</summary>
/// <param name="Status">HTTP status: 400 for input that cannot be read as meant, 404 for absent or hidden, 409 for a broken rule, 412 and 428 for preconditions.</param>
/// <param name="Rule">Name of the rule, stable, <c>treaties/deposit-before-opening</c>. Never reused.</param>
/// <param name="Field">The field of the request at fault, as the request writes it; null when it is the request as a whole.</param>
/// <param name="Detail">One or two sentences: what is wrong and what would be right.</param>
/// <param name="Source">The treaty article, resolution or page the rule rests on; null for rules of the interface.</param>
public sealed record Refusal(int Status, string Rule, string? Field, string Detail, string? Source = null) : IResult
{
    /// <summary>A rule of the field forbids it as things stand (409).</summary>
    public static Refusal Because(string rule, string? field, string detail, string? source = null) => new(StatusCodes.Status409Conflict, rule, field, detail, source);

    /// <summary>The request cannot be read as meant (400).</summary>
    public static Refusal Invalid(string rule, string? field, string detail, string? source = null) => new(StatusCodes.Status400BadRequest, rule, field, detail, source);

    /// <summary>Not there, or not to be seen by this asker: the same answer (404).</summary>
    public static Refusal Absent(string what) => new(StatusCodes.Status404NotFound, "absent", null, $"There is no {what} here for you.");

    public ProblemDetails ToProblem() => new()
    {
        Type = $"urn:problem:{Rule}",
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status),
        Status = Status,
        Detail = Detail,
        Extensions = { ["rule"] = Rule, ["field"] = Field, ["source"] = Source },
    };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => TypedResults.Problem(ToProblem()).ExecuteAsync(httpContext);
}
