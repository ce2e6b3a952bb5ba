using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Reading;

/// <summary>Reads the address of a request as it is documented, and no further: a slip is refused, never answered as something else.</summary>
sealed class StrictReading(RequestDelegate next, QueryParameters parameters, IEnumerable<KnownNames> names, TimeProvider time)
{
    const string KnownAt = "knownAt";

    static readonly Rule unknownParameter = new("interface/unknown-parameter", "parameter", "known"), noParameters = new("interface/unknown-parameter#none", "parameter");
    static readonly Rule parameterGivenTwice = new("interface/parameter-given-twice", "parameter", "count");

    /// <summary>What is asked as it will be known at a moment that is still to come.</summary>
    static readonly Rule knownInTheFuture = new("interface/known-in-the-future", "moment");

    /// <summary>By this much the clocks of two replicas may differ: a moment that one has just given is no future to the other.</summary>
    static readonly TimeSpan clocksDifferBy = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && parameters.Of(endpoint) is { } known && Refusal.All(Misread(context, endpoint, known)) is { } refusal
            ? refusal.ExecuteAsync(context)
            : next(context);

    /// <summary>Everything that is wrong with the address, once a parameter.</summary>
    IEnumerable<Refusal> Misread(HttpContext context, Endpoint endpoint, QueryParameters.Known known)
    {
        var query = context.Request.Query;
        if (known.Names is { } there)
            foreach (var stranger in query.Keys.Where(name => !there.Contains(name)))
                yield return Refusal.Invalid(
                    there.Count == 0 ? noParameters.With(RefusalValue.Text(stranger)) : unknownParameter.With(RefusalValue.Text(stranger), RefusalValue.List(there.Select(RefusalValue.Field))), stranger);
        foreach (var parameter in known.Parameters)
            if (Misread(parameter, !parameter.IsOfRoute ? query[parameter.Name] : context.GetRouteValue(parameter.Name) is string value ? [value] : []) is { } fault)
                yield return fault;
        foreach (var fault in endpoint.Metadata.OfType<IReadsQuery>().SelectMany(read => read.Misread(context.Request)))
            yield return fault;
    }

    Refusal? Misread(AddressParameter parameter, IReadOnlyList<string?> values)
    {
        if (values.Count > 1 && !parameter.IsMany)
            return Refusal.Invalid(parameterGivenTwice.With(RefusalValue.Field(parameter.Name), values.Count), parameter.Name);
        if (values.Select(value => Written.Fault(parameter.Type, parameter.Name, value ?? "")).FirstOrDefault(fault => fault is not null) is { } fault)
            return fault;
        if (values.FirstOrDefault(value => value is not null && !parameter.CanRead(value)) is { } unreadable)
            return Unreadable.As(parameter.Type, parameter.Name, unreadable);
        // What the address itself names is its use case's to find.
        if (!parameter.IsOfRoute && names.FirstOrDefault(it => it.Type == parameter.Type) is { } there
            && values.Where(value => !string.IsNullOrEmpty(value)).Select(value => there.Unknown(value!, parameter.Name)).FirstOrDefault(unknown => unknown is not null) is { } absent)
            return absent;
        return parameter is { Name: KnownAt, IsMany: false } && values is [var asked] && Written.TryReadMoment(asked, out var moment) && moment > time.GetUtcNow() + clocksDifferBy
            ? Refusal.Invalid(knownInTheFuture.With(moment), KnownAt)
            : null;
    }
}
