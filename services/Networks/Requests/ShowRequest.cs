using Journal.Appending;
using Journal.Confidential;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>One request with what it says, to its two sides; both can see that it was read.</summary>
/// <remarks>Open to every role, so that everyone else gets what one gets who asks for a request that is not there. Source: UNTOC art. 18(20), UNCAC art. 46(20).</remarks>
static class ShowRequest
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/requests/{id:guid}", Handle)
        .ForEveryone()
        .WithSummary("Show a request")
        .WithDescription("To the central authorities of the two States; to everyone else it is absent. That it was read is shown to both.")
        .WithTag().Produces<RequestAnswer>();

    static async Task<IResult> Handle(Guid id, NetworksDb db, Asker asker, HttpResponse response, TimeProvider time, CancellationToken cancel)
    {
        response.Headers.CacheControl = "private, no-store";
        if (await RequestRegister.Find(db, id, asker, cancel) is not { } request)
            return Refusal.Absent("request");

        var texts = await db.Unseal(new[] { request.Subject, request.Text, request.Answer, request.Reasons }.OfType<Guid>(), cancel);
        // Before anything is shown: nothing is read that is not on the log.
        db.Add(new RequestReading { Id = Guid.CreateVersion7(time.GetUtcNow()), Request = id, Reader = asker.Id, State = asker.State!.Value, ReadAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancel);
        return new Tagged(Results.Ok(RequestAnswer.Of(request, texts)), FactStream.TagOf(CooperationRequest.Stream(id), request.Version));
    }
}
