using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>Opens a request to those who may see it; to all others it is absent, on the same path.</summary>
static class RequestRegister
{
    /// <summary>Opens a request for a step by somebody whose step it is and who has seen it as it stands.</summary>
    /// <returns>The request with its stream, or why the step cannot be taken.</returns>
    public static async Task<(CooperationRequest? Request, FactStream Stream, Refusal? Refusal)> OpenFor(Work<NetworksDb> work, Guid id, RequestStep step, Asker asker)
    {
        var stream = await work.Open(CooperationRequest.Stream(id));
        var request = await work.Db.CooperationRequests.SingleOrDefaultAsync(it => it.Id == id, work.Cancel);
        if (request is null || !request.IsSeenBy(asker))
            return (null, stream, Refusal.Absent("request"));
        if (request.IsFor(step, asker.State!.Value) is { } others)
            return (null, stream, others);
        return work.IfMatch(stream) is { } stale ? (null, stream, stale) : (request, stream, null);
    }

    /// <summary>Reads a request as it stands, for those who may see it.</summary>
    /// <returns>Null when it is absent, or not for this asker.</returns>
    public static async Task<CooperationRequest?> Find(NetworksDb db, Guid id, Asker asker, CancellationToken cancel) =>
        await db.CooperationRequests.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is { } request && request.IsSeenBy(asker) ? request : null;
}
