using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Tests.Sample;

/// <summary>A list in pages, and the same as a table.</summary>
static class ListStates
{
    /// <summary>A State and what is said of it.</summary>
    /// <param name="Code">ISO 3166-1 alpha-3.</param>
    /// <param name="Remark">Free text; may hold anything.</param>
    public sealed record Item(string Code, string Remark, int Balance);

    static readonly List<Item> items = [.. Enumerable.Range(0, 120).Select(number => new Item($"A{(char)('A' + number / 26)}{(char)('A' + number % 26)}", number == 0 ? "=1+1" : "a, \"b\"", -number))];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/states", (Paging<string> paging) =>
            paging.Answer([.. items.Where(item => paging.IsFirst || string.CompareOrdinal(item.Code, paging.After) > 0).Take(paging.Take)], item => item.Code)).ForEveryone().Produces<Page<Item>>();
        routes.MapGet("/regions/{region}/states", (string region, Paging<string> paging) => paging.Answer([.. items.Where(item => item.Code.StartsWith(region, StringComparison.Ordinal) && (paging.IsFirst || string.CompareOrdinal(item.Code, paging.After) > 0)).Take(paging.Take)], item => item.Code)).ForEveryone();
        routes.MapGet("/others", (Paging<string> paging) => paging.Answer<Item>([], item => item.Code)).ForEveryone();
        routes.MapGet("/deposits", (StateCode? state, DateOnly? from, int? year, string? q, string? lang, Paging<string> paging) =>
            paging.Answer([.. items.Where(item => paging.IsFirst || string.CompareOrdinal(item.Code, paging.After) > 0).Take(paging.Take)], item => item.Code)).ForEveryone();
        routes.MapGet("/table", () => Csv.Answer(TypedResults.Ok(items.Take(2)), items.Take(2), ("code", item => item.Code), ("remark", item => item.Remark), ("balance", item => item.Balance))).ForEveryone().AlsoAsTable();
        routes.MapGet("/tagged", () => new Tagged(TypedResults.Ok("body"), Precondition.Strong("7"))).ForEveryone();
    }
}
