using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Reading;

/// <summary>Reads the address of a request as it is documented, and no further: a slip is refused, never answered as something else.</summary>
sealed class StrictReading(RequestDelegate next, QueryParameters parameters, TimeProvider time)
{
    const string KnownAt = "knownAt";

    static readonly Rule unknownParameter = new("interface/unknown-parameter", "parameter", "known"), noParameters = new("interface/unknown-parameter#none", "parameter");
    static readonly Rule parameterGivenTwice = new("interface/parameter-given-twice", "parameter", "count");

    /// <summary>What is asked as it will be known at a moment that is still to come.</summary>
    static readonly Rule knownInTheFuture = new("interface/known-in-the-future", "moment");

    /// <summary>By this much the clocks of two replicas may differ: a moment that one has just given is no future to the other.</summary>
    static readonly TimeSpan clocksDifferBy = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && parameters.Of(endpoint) is { } known && Misread(context, known) is { } refusal ? refusal.ExecuteAsync(context) : next(context);

    Refusal? Misread(HttpContext context, QueryParameters.Known known)
    {
        var query = context.Request.Query;
        if (known.Names is { } names && query.Keys.FirstOrDefault(name => !names.Contains(name)) is { } stranger)
            return Refusal.Invalid(names.Count == 0 ? noParameters.With(RefusalValue.Text(stranger)) : unknownParameter.With(RefusalValue.Text(stranger), RefusalValue.List(names.Select(RefusalValue.Field))), stranger);
        foreach (var parameter in known.Parameters)
        {
            IReadOnlyList<string?> values = !parameter.IsOfRoute ? query[parameter.Name] : context.GetRouteValue(parameter.Name) is string value ? [value] : [];
            if (values.Count > 1 && !parameter.IsMany)
                return Refusal.Invalid(parameterGivenTwice.With(RefusalValue.Field(parameter.Name), values.Count), parameter.Name);
            if (values.Select(value => Written.Fault(parameter.Type, parameter.Name, value ?? "")).FirstOrDefault(fault => fault is not null) is { } fault)
                return fault;
            if (parameter is { Name: KnownAt, IsMany: false } && values is [var asked] && Written.TryReadMoment(asked, out var moment) && moment > time.GetUtcNow() + clocksDifferBy)
                return Refusal.Invalid(knownInTheFuture.With(moment), KnownAt);
        }
        return null;
    }
}
