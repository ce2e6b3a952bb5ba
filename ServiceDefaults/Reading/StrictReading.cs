using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Reading;

/// <summary>Reads the address of a request as it is documented, and no further: a slip is refused, never answered as something else.</summary>
sealed class StrictReading(RequestDelegate next, QueryParameters parameters, TimeProvider time)
{
    const string KnownAt = "knownAt";

    /// <summary>By this much the clocks of two replicas may differ: a moment that one has just given is no future to the other.</summary>
    static readonly TimeSpan clocksDifferBy = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && parameters.Of(endpoint) is { } known && Misread(context, known) is { } refusal ? refusal.ExecuteAsync(context) : next(context);

    Refusal? Misread(HttpContext context, QueryParameters.Known known)
    {
        var query = context.Request.Query;
        if (known.Names is { } names && query.Keys.FirstOrDefault(name => !names.Contains(name)) is { } stranger)
            return Refusal.Invalid("interface/unknown-parameter", stranger, $"There is no parameter '{stranger}' here. {(names.Count == 0 ? "There are none." : $"There are: {string.Join(", ", names)}.")}");
        foreach (var parameter in known.Parameters)
        {
            IReadOnlyList<string?> values = !parameter.IsOfRoute ? query[parameter.Name] : context.GetRouteValue(parameter.Name) is string value ? [value] : [];
            if (values.Count > 1 && !parameter.IsMany)
                return Refusal.Invalid("interface/parameter-given-twice", parameter.Name, $"{parameter.Name} is given {values.Count} times; it has one value.");
            if (values.Select(value => Written.Fault(parameter.Type, parameter.Name, value ?? "")).FirstOrDefault(fault => fault is not null) is { } fault)
                return fault;
            if (parameter is { Name: KnownAt, IsMany: false } && values is [var asked] && Written.TryReadMoment(asked, out var moment) && moment > time.GetUtcNow() + clocksDifferBy)
                return Refusal.Invalid("interface/known-in-the-future", KnownAt, $"What will be known at {asked} nobody knows yet: knownAt is a moment that has passed.");
        }
        return null;
    }
}
