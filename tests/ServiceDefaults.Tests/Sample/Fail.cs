using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;

namespace ServiceDefaults.Tests.Sample;

/// <summary>Everything that can go wrong below a use case.</summary>
static class Fail
{
    sealed class Database(string message, string? state, bool transient) : DbException(message)
    {
        public override string? SqlState => state;

        public override bool IsTransient => transient;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/fail/bug", IResult () => throw new InvalidOperationException("secret of the house")).ForEveryone();
        routes.MapGet("/fail/lock", IResult () => throw new InvalidOperationException("while saving", new Database("lock", "55P03", false))).ForEveryone();
        routes.MapGet("/fail/away", IResult () => throw new Database("away", null, true)).ForEveryone();
        routes.MapGet("/fail/unique", IResult () => throw new Database("unique", "23505", false)).ForEveryone();
        routes.MapGet("/fail/library", IResult () => throw new TimeZoneNotFoundException()).ForEveryone();
        routes.MapGet("/fail/half", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException();
        }).ForEveryone();
    }
}
