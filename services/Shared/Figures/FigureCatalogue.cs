using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Figures;

/// <summary>The figures of one service, by name.</summary>
public sealed class FigureCatalogue
{
    readonly SortedDictionary<string, Figure> figures = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two figures have the same name.</exception>
    public FigureCatalogue(IEnumerable<Figure> figures)
    {
        foreach (var figure in figures.SelectMany(figure => figure.StatesCounted.Select(Figure (said) => new FigureOfStates(figure, said)).Prepend(figure)))
            this.figures.Add(figure.Name, figure);
    }

    public IReadOnlyCollection<Figure> All => figures.Values;

    /// <summary>The figure, for who may read it.</summary>
    public (Figure? Figure, Refusal? Refusal) For(Asker asker, string name)
    {
        if (!figures.TryGetValue(name, out var figure))
            return (null, Refusal.Absent("figure", RefusalValue.Text(name)));
        return figure.Offices.Count == 0 || asker.Is([.. figure.Offices])
            ? (figure, null)
            : (null, new AllowedRoles([.. figure.Offices]).Refuse());
    }
}

/// <summary>Gives a service its figures.</summary>
public static class FigureRegistration
{
    /// <summary>Finds every <see cref="Figure"/> of the calling assembly, their texts in <c>data/figures/{service}.json</c>, and the counts published elsewhere in <c>data/published-counts/{service}.csv</c>.</summary>
    /// <param name="service">The service's name: <c>technical-assistance</c>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddFigures(this WebApplicationBuilder builder, string service)
    {
        foreach (var figure in Assembly.GetCallingAssembly().GetTypes().Where(type => type.IsSubclassOf(typeof(Figure)) && !type.IsAbstract))
            builder.Services.AddSingleton(typeof(Figure), figure);
        builder.Services.AddSingleton<FigureCatalogue>().AddSingleton<Reading>();
        builder.Services.AddSingleton(provider => FigureTexts.Shipped(service, provider.GetRequiredService<FigureCatalogue>().All.Select(figure => new FigureTexts.Told(figure.Name, figure.Definition, figure.Unit, figure.DefinitionFills))));
        builder.Services.AddPublishedCounts(service);
    }

    /// <summary>Maps <c>/figures</c> and <c>/published-counts</c>.</summary>
    /// <exception cref="InvalidDataException">A figure lacks a text in a language.</exception>
    public static void MapFigures(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<FigureTexts>();
        routes.MapUseCases(typeof(FigureRegistration).Assembly);
    }
}
