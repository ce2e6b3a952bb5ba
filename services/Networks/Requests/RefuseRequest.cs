using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Journal.Appending;
using Journal.Confidential;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>The requested State does not give what was asked for: on a ground there is, and with reasons.</summary>
/// <remarks>Source: UNTOC art. 18(8), (9) and (21) to (23), UNCAC art. 46, same paragraphs. Consulting first (18(26)) is left to the two States.</remarks>
static class RefuseRequest
{
    /// <param name="Ground">One of those of the article.</param>
    /// <param name="Reasons">Confidential. Never left out.</param>
    public sealed record Request(RefusalGround? Ground = null, [property: FreeText, StringLength(10_000)] string? Reasons = null);

    static readonly Rule refusedOnAGround = new("networks/refused-on-a-ground"), refusedWithReasons = new("networks/refused-with-reasons");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/requests/{id:guid}/refusal", Handle)
        .For(Role.CentralAuthority)
        .WithSummary("Refuse a request")
        .WithDescription("By the requested State, once it has acknowledged it, on a ground and with reasons. Send the ETag you saw in If-Match.")
        .Produces<RequestAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request given, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (request, stream, refusal) = await RequestRegister.OpenFor(work, id, RequestStep.Refuse, asker);
        if (request is null)
            return refusal!;
        if (Refusal.All(
            given.Ground is { } named ? MutualLegalAssistance.Admits(named, request.Instrument) : Refusal.Invalid(refusedOnAGround, "ground", MutualLegalAssistance.Source(request.Instrument, Provision.Grounds)),
            string.IsNullOrWhiteSpace(given.Reasons) ? Refusal.Invalid(refusedWithReasons, "reasons", MutualLegalAssistance.Source(request.Instrument, Provision.Reasons)) : null) is { } inadmissible)
            return inadmissible;
        if (request.Take(RequestStep.Refuse, time.Today()) is { } untimely)
            return untimely;

        var reasons = await work.Seal(CooperationRequest.Stream(id), given.Reasons!);
        (request.Ground, request.Reasons, request.Version) = (given.Ground, reasons, stream.Version + 1);
        stream.Append(new RequestRefused { Request = id, Ground = given.Ground!.Value, Reasons = reasons }, time.Today());
        return Answer.Ok(RequestAnswer.WithoutTexts(request), stream);
    }, cancel);
}
