using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Reading;

/// <summary>Query parameters that an endpoint reads by hand, beside those of its signature.</summary>
public interface IReadsQuery
{
    IReadOnlyList<string> Names { get; }

    /// <summary>What is wrong with them, as far as it can be told before anything is looked up.</summary>
    IEnumerable<Refusal> Misread(HttpRequest request) => [];
}

/// <summary>Marks an endpoint that looks after its whole query itself: what it does not know, another service does.</summary>
sealed record ReadsItsQuery
{
    public static readonly ReadsItsQuery Yes = new();
}

public static class QueryOfRoutes
{
    /// <summary>The endpoint looks after its query itself, so that what it does not know is not refused before.</summary>
    public static TBuilder ReadsItsQuery<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Reading.ReadsItsQuery.Yes);
}

/// <summary>One parameter of a route or of a query, as the signature of the use case has it.</summary>
/// <param name="Name">As the address writes it.</param>
/// <param name="Type">Of one value: neither nullable nor a list.</param>
sealed record AddressParameter(string Name, Type Type, bool IsMany, bool IsOfRoute)
{
    readonly Func<string, bool>? reads = typeof(IParsable<>).MakeGenericType(Type) is var parsable && parsable.IsAssignableFrom(Type) ? ReaderOf(Type) : null;

    /// <summary>Whether its type can be made of a text. What is left out, and what the framework alone can read, is the framework's to judge.</summary>
    public bool CanRead(string text) => text.Length == 0 || reads is null || reads(text);

    static Func<string, bool> ReaderOf(Type type) =>
        typeof(AddressParameter).GetMethod(nameof(Reads), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).CreateDelegate<Func<string, bool>>();

    static bool Reads<T>(string text) where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
}

/// <summary>What the address of an endpoint may hold, read once from its signature.</summary>
sealed class QueryParameters(IServiceProviderIsService services)
{
    static readonly Type[] ofTheRequest = [typeof(HttpContext), typeof(HttpRequest), typeof(HttpResponse), typeof(CancellationToken)];

    readonly ConcurrentDictionary<Endpoint, Known?> known = new();

    /// <param name="Parameters">Those of the signature.</param>
    /// <param name="Names">Every name the query may have; null where the endpoint looks after its query itself, or is none of the interface.</param>
    public sealed record Known(IReadOnlyList<AddressParameter> Parameters, IReadOnlySet<string>? Names);

    /// <returns>Null for an endpoint that only passes requests on.</returns>
    public Known? Of(Endpoint endpoint) => known.GetOrAdd(endpoint, Find);

    Known? Find(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route || endpoint.Metadata.GetMetadata<MethodInfo>() is not { } handler)
            return null;
        List<AddressParameter> parameters = [.. handler.GetParameters().SelectMany(parameter => Flat(parameter)).Select(parameter => Of(parameter, route)).OfType<AddressParameter>()];
        if (endpoint.Metadata.GetMetadata<ReadsItsQuery>() is not null || endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is { ExcludeFromDescription: true })
            return new(parameters, null);
        var names = parameters.Where(parameter => !parameter.IsOfRoute).Select(parameter => parameter.Name).Concat(endpoint.Metadata.OfType<IReadsQuery>().SelectMany(read => read.Names));
        return new(parameters, new SortedSet<string>(names, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The parameters themselves, and in the place of one that stands for several those of its record.</summary>
    static IEnumerable<ParameterInfo> Flat(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetConstructors().Single().GetParameters()
        : [parameter];

    AddressParameter? Of(ParameterInfo parameter, RouteEndpoint endpoint)
    {
        var type = parameter.ParameterType;
        var attributes = parameter.GetCustomAttributes().ToList();
        var query = attributes.OfType<IFromQueryMetadata>().FirstOrDefault();
        var name = query?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        if (attributes.Exists(it => it is IFromBodyMetadata or IFromFormMetadata or IFromHeaderMetadata or IFromServiceMetadata) || ofTheRequest.Contains(type) || services.IsService(type))
            return null;
        if (endpoint.RoutePattern.GetParameter(name) is not null)
            return new(name, Single(type), false, IsOfRoute: true);
        var isMany = type.IsArray || type == typeof(StringValues);
        return query is not null || IsReadFromText(Single(type)) ? new(name, Single(type), isMany, IsOfRoute: false) : null;
    }

    static Type Single(Type type)
    {
        var one = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(one) ?? one;
    }

    /// <summary>As the framework decides it: what can be made of a text comes from the query, everything else from the body.</summary>
    static bool IsReadFromText(Type type) =>
        type == typeof(string) || type == typeof(StringValues) || type.IsEnum || type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(method => method.Name == "TryParse");
}
