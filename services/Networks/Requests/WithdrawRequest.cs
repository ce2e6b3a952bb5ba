using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Journal.Appending;
using Journal.Confidential;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>The requesting State tells that it no longer needs what it asked for.</summary>
/// <remarks>Source: UNTOC art. 18(24), UNCAC art. 46(24): promptly.</remarks>
static class WithdrawRequest
{
    /// <param name="Reason">Confidential.</param>
    public sealed record Request([property: Required, FreeText, StringLength(10_000)] string Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/requests/{id:guid}/withdrawal", Handle)
        .For(Role.CentralAuthority)
        .WithSummary("Withdraw a request")
        .WithDescription("By the requesting State, until it is closed. Send the ETag you saw in If-Match.")
        .Produces<RequestAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request given, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (request, stream, refusal) = await RequestRegister.OpenFor(work, id, RequestStep.Withdraw, asker);
        if (request is null)
            return refusal!;
        if (request.Take(RequestStep.Withdraw, time.Today()) is { } untimely)
            return untimely;

        var reason = await work.Seal(CooperationRequest.Stream(id), given.Reason);
        (request.Reasons, request.Version) = (reason, stream.Version + 1);
        stream.Append(new RequestWithdrawn { Request = id, Reason = reason }, time.Today());
        return Answer.Ok(RequestAnswer.WithoutTexts(request), stream);
    }, cancel);
}
