using Journal.Confidential;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>The requests of one's own State, the latest first.</summary>
static class ListRequests
{
    /// <summary>In: received by the State. Out: sent by it.</summary>
    public enum Box { In, Out }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/requests", Handle)
        .For(Role.CentralAuthority)
        .WithSummary("List the requests your State has sent and received")
        .WithDescription("With their subjects; what they say is shown one by one.")
        .Produces<Page<RequestAnswer>>();

    /// <param name="box">Those sent or those received; both when left out.</param>
    /// <param name="open">true for those that are not finished, false for the finished ones; all when left out.</param>
    static async Task<IResult> Handle(NetworksDb db, Asker asker, HttpResponse response, Word<Box>? box, bool? open, Paging<Guid> page, CancellationToken cancel)
    {
        response.Headers.CacheControl = "private, no-store";
        var own = asker.State!.Value;
        var wanted = db.CooperationRequests.AsNoTracking();
        wanted = box is not { } asked ? wanted.Where(it => it.FromState == own || it.ToState == own)
            : asked.Value == Box.In ? wanted.Where(it => it.ToState == own)
            : wanted.Where(it => it.FromState == own);
        if (open is { } stillOpen)
            wanted = wanted.Where(it => it.ClosedOn == null == stillOpen);
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id < page.After);
        var found = await wanted.OrderByDescending(it => it.Id).Take(page.Take).ToListAsync(cancel);
        var subjects = await db.Unseal(found.Select(it => it.Subject), cancel);
        return page.Answer<RequestAnswer>([.. found.Select(it => RequestAnswer.Of(it, subjects))], it => it.Id);
    }
}
