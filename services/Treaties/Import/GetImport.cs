using Journal.Appending;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Storage;

namespace Treaties.Import;

/// <summary>An import as it was previewed, waiting or accepted.</summary>
static class GetImport
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/imports/{import:guid}", Handle)
        .For(Role.TreatyOfficer)
        .WithSummary("See an import")
        .WithDescription("What its preview showed; the ETag is what an acceptance gives in If-Match.")
        .WithTag().Produces<ImportAnswer>();

    static async Task<IResult> Handle(Guid import, TreatiesDb db, CancellationToken cancel)
    {
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(it => it.Id == import, cancel) is not { } kept)
            return Refusal.Absent("import", RefusalValue.Text($"{import}"));
        var version = await db.StreamVersion($"imports/{import}", cancel);
        return new Tagged(TypedResults.Ok(JsonSerializer.Deserialize<ImportAnswer>(kept.Preview, AnswerDefaults.Json)! with { AcceptedAt = kept.AcceptedAt }),
            FactStream.TagOf($"imports/{import}", version));
    }
}
