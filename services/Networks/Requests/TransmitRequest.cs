using Journal.Following;
using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Contracts;
using Journal.Appending;
using Journal.Confidential;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;

namespace Networks.Requests;

/// <summary>The authority of a State asks that of another for information.</summary>
/// <remarks>Source: UNTOC arts. 18(13) to (16) and 27, UNCAC arts. 46(13) to (16) and 48.</remarks>
static class TransmitRequest
{
    const int TextLengthMax = 50_000;

    /// <param name="From">The sending authority, of the asker's State.</param>
    /// <param name="To">The receiving authority, found in the directory.</param>
    /// <param name="Instrument">Both States are party to it.</param>
    /// <param name="Article">The provision the request rests on; null for the instrument as a whole.</param>
    /// <param name="Network">The network through which the two know each other, from the register; null where they deal directly.</param>
    /// <param name="Deadline">Last day on which an answer is of use; today or later.</param>
    /// <param name="Subject">Confidential: only the two States ever read it.</param>
    /// <param name="Text">Confidential. What it has to say: UNTOC art. 18(15), UNCAC art. 46(15).</param>
    public sealed record Request(
        Guid From, Guid To, InstrumentId Instrument,
        [property: Required, StringLength(300)] string Subject,
        [property: Required, FreeText, StringLength(TextLengthMax)] string Text,
        ArticleRef? Article = null, string? Network = null, bool Urgent = false, DateOnly? Deadline = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/requests", Handle)
        .For(Role.CentralAuthority)
        .RestsOnCopiesOf("treaties")
        .WithSummary("Send a request for information to the authority of another State")
        .WithDescription("Only the two States will ever see that it exists. The answer carries no confidential text: show the request to read it.")
        .Produces<RequestAnswer>(StatusCodes.Status201Created);

    static Task<IResult> Handle(Request request, Change<NetworksDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        // The authorities' streams too, so that neither is withdrawn while the request goes out.
        var stream = (await work.Open([CooperationRequest.Stream(id), $"authorities/{request.From}", $"authorities/{request.To}"]))[CooperationRequest.Stream(id)];
        var sender = await work.Db.Authorities.SingleOrDefaultAsync(it => it.Id == request.From, cancel);
        var recipient = await work.Db.Authorities.SingleOrDefaultAsync(it => it.Id == request.To, cancel);
        var today = time.Today();
        if (TransmissionRules.Check(request, sender, recipient, asker.State!.Value, await Register.Load(work.Db, null, cancel), today) is { } refusal)
            return refusal;

        var sent = new CooperationRequest
        {
            Id = id,
            FromState = sender!.State,
            ToState = recipient!.State,
            FromAuthority = sender.Id,
            ToAuthority = recipient.Id,
            Instrument = request.Instrument,
            Article = request.Article,
            Network = request.Network,
            Urgent = request.Urgent,
            Deadline = request.Deadline,
            Subject = await work.Seal(CooperationRequest.Stream(id), request.Subject),
            Text = await work.Seal(CooperationRequest.Stream(id), request.Text),
            Stage = RequestStage.Transmitted,
            TransmittedOn = today,
            Version = stream.Version + 1,
        };
        work.Db.Add(sent);
        stream.Append(new RequestTransmitted
        {
            Request = id,
            FromState = sent.FromState,
            ToState = sent.ToState,
            FromAuthority = sent.FromAuthority,
            ToAuthority = sent.ToAuthority,
            Instrument = sent.Instrument,
            Article = sent.Article,
            Network = sent.Network,
            Urgent = sent.Urgent,
            Deadline = sent.Deadline,
            Subject = sent.Subject,
            Text = sent.Text,
        }, today);
        return Answer.Created($"/requests/{id}", RequestAnswer.WithoutTexts(sent), stream);
    }, cancel);
}
