using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Journal.Appending;
using Journal.Confidential;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>The requested State gives what was asked for; only the requesting State reads it, for the purpose it named.</summary>
/// <remarks>Source: UNTOC art. 18(17) and (19), UNCAC art. 46(17) and (19).</remarks>
static class AnswerRequest
{
    /// <param name="Text">Confidential.</param>
    public sealed record Request([property: Required, FreeText, StringLength(50_000)] string Text);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/requests/{id:guid}/answer", Handle)
        .For(Role.CentralAuthority)
        .WithSummary("Answer a request")
        .WithDescription("By the requested State, once it has acknowledged it. Send the ETag you saw in If-Match.")
        .Produces<RequestAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request given, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (request, stream, refusal) = await RequestRegister.OpenFor(work, id, RequestStep.Answer, asker);
        if (request is null)
            return refusal!;
        if (request.Take(RequestStep.Answer, time.Today()) is { } untimely)
            return untimely;

        var text = await work.Seal(CooperationRequest.Stream(id), given.Text);
        (request.Answer, request.Version) = (text, stream.Version + 1);
        stream.Append(new RequestAnswered { Request = id, Answer = text }, time.Today());
        return Answer.Ok(RequestAnswer.WithoutTexts(request), stream);
    }, cancel);
}
