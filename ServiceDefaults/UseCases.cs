using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Answers;

namespace ServiceDefaults;

/// <summary>Finds the use cases of a service: static classes with <c>static void Map(IEndpointRouteBuilder)</c>.</summary>
public static class UseCases
{
    /// <summary>Maps every use case, in the order of their full names, so that documents and tests see the same order everywhere.</summary>
    /// <param name="assembly">Where to look; the assembly that calls when left out.</param>
    /// <returns>The group they all are in.</returns>
    /// <exception cref="InvalidOperationException">The assembly has no use case.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static RouteGroupBuilder MapUseCases(this IEndpointRouteBuilder routes, Assembly? assembly = null)
    {
        assembly ??= Assembly.GetCallingAssembly();
        var found = In(assembly);
        if (found.Count == 0)
            throw new InvalidOperationException($"{assembly.GetName().Name} has no use case: a static class with 'static void Map(IEndpointRouteBuilder)'.");

        var group = routes.WhereRequestsAreChecked();
        foreach (var map in found)
            map(group);
        return group;
    }

    /// <summary>Routes whose requests are looked through before a use case sees them; for the few that are mapped one by one.</summary>
    public static RouteGroupBuilder WhereRequestsAreChecked(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AddEndpointFilterFactory(Validation.Filter);
        group.OpenToBrowsers();
        return group;
    }

    /// <summary>The use cases of an assembly, by full name.</summary>
    public static IReadOnlyList<Action<IEndpointRouteBuilder>> In(Assembly assembly) =>
        [.. assembly.GetTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: true })
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => type.GetMethod("Map", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(IEndpointRouteBuilder)]))
            .OfType<MethodInfo>()
            .Where(map => map.ReturnType == typeof(void) && !map.IsDefined(typeof(ExtensionAttribute)))
            .Select(map => map.CreateDelegate<Action<IEndpointRouteBuilder>>())];
}
