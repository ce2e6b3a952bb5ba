using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ServiceDefaults.Answers;

/// <summary>Why something was not done, in words its reader can act on. Becomes an RFC 9457 problem at the edge of a service.</summary>
/// <param name="Status">HTTP status: 400 for input that cannot be read as meant, 404 for absent or hidden, 409 for a broken rule, 412 and 428 for preconditions.</param>
/// <param name="Rule">Name of the rule, stable, <c>treaties/deposit-before-opening</c>. Never reused.</param>
/// <param name="Field">The field of the request at fault, as the request writes it; null when it is the request as a whole.</param>
/// <param name="Detail">One or two sentences: what is wrong and what would be right.</param>
/// <param name="Source">The treaty article, resolution or page the rule rests on; null for rules of the interface.</param>
public sealed record Refusal(int Status, string Rule, string? Field, string Detail, string? Source = null) : IResult
{
    const string RetryAfterSeconds = "5";

    /// <summary>A rule of the field forbids it as things stand (409).</summary>
    public static Refusal Because(string rule, string? field, string detail, string? source = null) => new(StatusCodes.Status409Conflict, rule, field, detail, source);

    /// <summary>The request cannot be read as meant (400).</summary>
    public static Refusal Invalid(string rule, string? field, string detail, string? source = null) => new(StatusCodes.Status400BadRequest, rule, field, detail, source);

    /// <summary>Not to be had at the moment (503): its reader is told to come back.</summary>
    public static Refusal Away(string rule, string detail) => new(StatusCodes.Status503ServiceUnavailable, rule, null, detail);

    /// <summary>Not there, or not to be seen by this asker: the same answer (404).</summary>
    public static Refusal Absent(string what) => new(StatusCodes.Status404NotFound, "absent", null, $"There is no {what} here for you.");

    /// <summary>Several fields are at fault (400): the first is named as <see cref="Field"/>, all stand in <see cref="Faults"/>.</summary>
    /// <exception cref="ArgumentException">There is no fault.</exception>
    public static Refusal Invalid(IReadOnlyList<FieldFault> faults) => faults.Count == 0
        ? throw new ArgumentException("Nothing is at fault.", nameof(faults))
        : new(StatusCodes.Status400BadRequest, faults[0].Rule, faults[0].Field, string.Join(" ", faults.Select(fault => fault.Detail))) { Faults = faults };

    /// <summary>Every field at fault, where more than one can be told at once; else empty.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    public ProblemDetails ToProblem()
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:problem:{Rule}",
            Title = ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = Detail,
            Extensions = { ["rule"] = Rule, ["field"] = Field, ["source"] = Source },
        };
        if (Faults.Count > 0)
            problem.Extensions["errors"] = Faults;
        return problem;
    }

    /// <summary>Writes the problem as <c>application/problem+json</c>, whatever the request accepts: an error that cannot be read helps nobody.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var problem = ToProblem();
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        httpContext.Response.StatusCode = Status;
        if (Status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return httpContext.Response.WriteAsJsonAsync(problem, AnswerDefaults.Json, "application/problem+json", httpContext.RequestAborted);
    }
}
