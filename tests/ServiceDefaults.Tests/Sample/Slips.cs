using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Reading;

namespace ServiceDefaults.Tests.Sample;

/// <summary>Every way in which a date, a moment and a text come into a service.</summary>
static class Slips
{
    /// <summary>A question of several parameters, and a service among them.</summary>
    public sealed record Asked(DateOnly? From, DateTimeOffset? KnownAt, [FromQuery(Name = "was.asOf")] DateOnly? Was, string? By, TimeProvider Time);

    /// <summary>A question of numbers.</summary>
    public sealed record Counted(int Pages, long? Depth);

    /// <summary>Nothing in it has a rule.</summary>
    public sealed record Number(int Value);

    public sealed record Part(string Reference, [FreeText] string? Remark = null);

    /// <param name="Titles">By language.</param>
    public sealed record Texts(
        string Name, [property: FreeText] string? Prose = null, IReadOnlyList<string>? Words = null, IReadOnlyDictionary<string, string>? Titles = null,
        [FreeText] IReadOnlyDictionary<string, string>? Summary = null, IReadOnlyList<Part>? Parts = null, DateOnly? On = null, DateTimeOffset? At = null,
        IReadOnlyList<Number>? Numbered = null, [Required, StringLength(9, MinimumLength = 1)] string Note = "note");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/slips/on/{on}", (DateOnly on) => TypedResults.Ok(on)).ForEveryone();
        routes.MapGet("/slips/of/{folder}", (string folder) => TypedResults.Ok(folder)).ForEveryone();
        routes.MapGet("/slips", (DateOnly? asOf, DateTimeOffset? knownAt, DateTimeOffset? before, DateOnly[]? days, string? name, [FreeText] string? q) => TypedResults.Ok(new { asOf, knownAt, before, days, name, q })).ForEveryone();
        routes.MapGet("/slips/asked", ([AsParameters] Asked asked) => TypedResults.Ok(new { asked.From, asked.KnownAt, asked.Was, asked.By })).ForEveryone();
        routes.MapGet("/slips/counted", ([AsParameters] Counted counted) => TypedResults.Ok(counted)).ForEveryone();
        routes.MapPost("/slips", (Texts texts) => TypedResults.Ok(texts)).ForEveryone();
    }
}
