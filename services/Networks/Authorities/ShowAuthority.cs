using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>One authority, with the tag to change it by.</summary>
static class ShowAuthority
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/authorities/{id:guid}", Handle)
        .ForEveryone()
        .WithSummary("Show an authority")
        .WithTag().Produces<DirectoryEntry>();

    // The tag is the stream's version, which changes name; who asks decides what is shown, so shared caches must keep out.
    static async Task<IResult> Handle(Guid id, NetworksDb db, Asker asker, HttpResponse response, CancellationToken cancel)
    {
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Authorization";
        return await db.Authorities.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is { } authority
            ? new Tagged(Results.Ok(DirectoryEntry.For(asker, authority)), FactStream.TagOf($"authorities/{id}", authority.Version))
            : Refusal.Absent("authority", RefusalValue.Text($"{id}"));
    }
}
