using System.ComponentModel.DataAnnotations;
using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Tests.Sample;

/// <summary>A use case with every kind of field.</summary>
static class WriteNote
{
    public enum Kind
    {
        NoteVerbale,
        Letter,
    }

    public sealed record Line([MaxLength(10)] string Text);

    public sealed record Request([Required, MaxLength(20)] string Title, DateOnly WrittenOn, StateCode State, Kind Kind, [MaxLength(3)] IReadOnlyList<Line> Lines, [Range(1, 100)] int Pages = 1, string? Remark = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/notes/{folder}", Handle).For(Role.TreatyOfficer, Role.PermanentMission).WithSummary("Writes a note.").Produces<Request>(StatusCodes.Status200OK);

    static IResult Handle(string folder, Request request) => TypedResults.Ok(request);
}

static class DraftNote
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/drafts", (WriteNote.Request request) => TypedResults.Ok(request)).ForEveryone();
}

static class ReadNotes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/notes", (DateOnly asOf, [Range(1, 5)] int? depth, Asker asker) => TypedResults.Ok(new { asOf, depth, asker = asker.AsActor() })).ForEveryone();
        routes.MapGet("/notes/of/{kind}", (Word<WriteNote.Kind> kind, Word<WriteNote.Kind>? or) => TypedResults.Ok($"{kind} {kind.Value} {or}")).ForEveryone();
        routes.MapGet("/notes/secret", (Asker asker) => TypedResults.Ok(asker.AsActor())).For(Role.TreatyOfficer);
    }
}
