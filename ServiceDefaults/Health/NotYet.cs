using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Health;

/// <summary>
/// Says why the service cannot answer at an endpoint yet; null once it can. Register one for each thing a service must have before it
/// answers: until then a reader is told to come back, with the reason, and never gets what an empty record would say. Its rule is of the name <c>interface/not-yet</c>.
/// </summary>
public delegate Said? NotYet(Endpoint endpoint);

/// <summary>Marks an endpoint that rests on nothing the service must have first: it tells how the service itself is.</summary>
sealed record AnswersAtOnce
{
    public static readonly AnswersAtOnce Yes = new();
}

static class AnswersAtOnceRoutes
{
    public static TBuilder AtOnce<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(AnswersAtOnce.Yes);
}

/// <summary>Answers 503 while something the endpoint rests on is still being made.</summary>
sealed class NotBefore(RequestDelegate next, IEnumerable<NotYet> reasons)
{
    readonly IReadOnlyList<NotYet> reasons = [.. reasons];

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<AnswersAtOnce>() is null && reasons.Select(reason => reason(endpoint)).FirstOrDefault(reason => reason is not null) is { } reason
            ? Refusal.Away(reason).ExecuteAsync(context)
            : next(context);
}
