using Contracts;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>The directory: standing authorities, by State, function and instrument.</summary>
static class ListAuthorities
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/authorities", Handle)
        .ForEveryone()
        .WithSummary("Search the directory of competent national authorities")
        .WithDescription("Everyone sees name, functions and State; practitioners see how to reach it.")
        .Produces<Page<DirectoryEntry>>();

    static async Task<IResult> Handle(NetworksDb db, Asker asker, StateCode? state, string? function, InstrumentId? instrument, Paging<Guid> page, CancellationToken cancel)
    {
        var wanted = db.Authorities.AsNoTracking().Where(it => it.WithdrawnOn == null);
        if (state is { } one)
            wanted = wanted.Where(it => it.State == one);
        if (function is not null || instrument is not null)
            wanted = wanted.Where(it => db.Designations.Any(its => its.Authority == it.Id && (function == null || its.Function == function) && (instrument == null || its.Instrument == instrument.Value)));
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer([.. found.Select(it => DirectoryEntry.For(asker, it))], it => it.Id);
    }
}
