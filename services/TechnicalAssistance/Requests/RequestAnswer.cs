using Contracts;
using Journal.Confidential;
using Microsoft.EntityFrameworkCore;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Requests;

/// <summary>A request as its State and the secretariat see it; nobody else does.</summary>
/// <param name="Needs">Needs it is to answer; empty for a direct request.</param>
/// <param name="Description">Null in the answer to a change, and once it has been erased.</param>
/// <param name="Decision">Null while it waits for one.</param>
public sealed record RequestAnswer(
    Guid Id, StateCode State, IReadOnlyList<Guid> Needs, InstrumentId Instrument, IReadOnlyList<ArticleRef> Articles, NeedKind Kind, string? Description, DateOnly RequestedOn, NoteVerbale Note,
    RequestAnswer.DecisionAnswer? Decision, int Version)
{
    /// <param name="Programme">Where it was accepted.</param>
    /// <param name="Reason">Where one was given, until it is erased; null in the answer to a change.</param>
    /// <param name="ReferredTo">Where it was referred, until it is erased; null in the answer to a change.</param>
    public sealed record DecisionAnswer(DecisionKind Kind, DateOnly On, string? Programme, string? Reason, string? ReferredTo);

    /// <summary>With its texts, for who reads it.</summary>
    internal static async Task<IReadOnlyList<RequestAnswer>> Of(IReadOnlyList<AssistanceRequest> requests, TechnicalAssistanceDb db, CancellationToken cancel)
    {
        var ids = requests.Select(it => it.Id).ToList();
        var needs = (await db.RequestNeeds.AsNoTracking().Where(it => ids.Contains(it.Request)).OrderBy(it => it.Need).ToListAsync(cancel)).ToLookup(it => it.Request, it => it.Need);
        var texts = await db.Unseal(requests.SelectMany(it => new[] { it.Description, it.Reason, it.ReferredTo }).OfType<Guid>(), cancel);
        return [.. requests.Select(it => Of(it, [.. needs[it.Id]], texts))];
    }

    /// <summary>Without its texts, for who changed it: answers to changes are kept in clear under their Idempotency-Key (docs/decisions/0009).</summary>
    internal static RequestAnswer WithoutTexts(AssistanceRequest request, IReadOnlyList<Guid> needs) => Of(request, needs, new Dictionary<Guid, string>());

    static RequestAnswer Of(AssistanceRequest it, IReadOnlyList<Guid> needs, IReadOnlyDictionary<Guid, string> texts)
    {
        return new(it.Id, it.State, needs, it.Instrument, it.Articles, it.Kind, Text(it.Description), it.Note.Date, it.Note,
            it is { DecisionKind: { } kind, DecidedOn: { } on } ? new(kind, on, it.Programme, Text(it.Reason), Text(it.ReferredTo)) : null, it.Version);

        string? Text(Guid? id) => id is { } one ? texts.GetValueOrDefault(one) : null;
    }
}
