using Journal.Appending;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>The requested State confirms that it has a request.</summary>
/// <remarks>Source: UNTOC art. 18(13) and (24), UNCAC art. 46(13) and (24): speedy execution, and answers on progress.</remarks>
static class AcknowledgeRequest
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/requests/{id:guid}/acknowledgement", Handle)
        .For(Role.CentralAuthority)
        .WithSummary("Acknowledge a request")
        .WithDescription("By the requested State. Send the ETag you saw in If-Match.")
        .Produces<RequestAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (request, stream, refusal) = await RequestRegister.OpenFor(work, id, RequestStep.Acknowledge, asker);
        if (request is null)
            return refusal!;
        if (request.Take(RequestStep.Acknowledge, time.Today()) is { } untimely)
            return untimely;

        request.Version = stream.Version + 1;
        stream.Append(new RequestAcknowledged { Request = id }, time.Today());
        return Answer.Ok(RequestAnswer.WithoutTexts(request), stream);
    }, cancel);
}
