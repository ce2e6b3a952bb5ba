using Contracts;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>Who read a request and when, to both its sides.</summary>
static class ListReadings
{
    /// <param name="Reader">Opaque id of who read it.</param>
    public sealed record ReadingAnswer(Guid Id, string Reader, StateCode State, DateTimeOffset ReadAt);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/requests/{id:guid}/reads", Handle)
        .ForEveryone()
        .WithSummary("List who read a request")
        .WithDescription("To the central authorities of the two States; to everyone else it is absent.")
        .Produces<Page<ReadingAnswer>>();

    static async Task<IResult> Handle(Guid id, NetworksDb db, Asker asker, HttpResponse response, Paging<Guid> page, CancellationToken cancel)
    {
        response.Headers.CacheControl = "private, no-store";
        if (await RequestRegister.Find(db, id, asker, cancel) is null)
            return Refusal.Absent("request");

        var wanted = db.RequestReadings.AsNoTracking().Where(it => it.Request == id);
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer<ReadingAnswer>([.. found.Select(it => new ReadingAnswer(it.Id, it.Reader, it.State, it.ReadAt))], it => it.Id);
    }
}
