using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>What the directory said of an authority, version by version.</summary>
static class ShowAuthorityHistory
{
    /// <param name="RecordedAt">When the platform learned it.</param>
    public sealed record Past(DirectoryEntry Entry, DateTimeOffset RecordedAt);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/authorities/{id:guid}/history", Handle)
        .For(Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert)
        .WithSummary("Show the earlier entries of an authority")
        .Produces<Page<Past>>();

    static async Task<IResult> Handle(Guid id, NetworksDb db, Paging<int> page, CancellationToken cancel)
    {
        if (await db.Authorities.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } authority)
            return Refusal.Absent("authority", RefusalValue.Text($"{id}"));
        var found = await db.AuthorityVersions.AsNoTracking().Where(it => it.Authority == id && it.Version > page.After).OrderBy(it => it.Version).Take(page.Take).ToListAsync(cancel);
        return page.Answer<Past>([.. found.Select(it => new Past(DirectoryEntry.Of(id, authority.State, it.Details, it.WithdrawnOn, it.Version, withContact: true), it.RecordedAt))], it => it.Entry.Version);
    }
}
