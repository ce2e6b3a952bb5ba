using Contracts;
using Journal.Confidential;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using TechnicalAssistance.Requests;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Needs;

/// <summary>A need as an asker sees it: whole for its State and the secretariat; for everyone else, once it is published, what was found and whether it is met.</summary>
/// <param name="PublishedOn">Null while only its State and the secretariat see it.</param>
/// <param name="Status">For strangers <c>identified</c> or <c>met</c>.</param>
/// <param name="Statement">What the State said when it called the need met; null for strangers, where it said nothing, and once erased.</param>
/// <param name="Requests">Requests that name it; null for strangers, as are activities and results.</param>
/// <param name="Version">Grows with everything the asker may see of it.</param>
public sealed record NeedAnswer(
    Guid Id, StateCode State, InstrumentId Instrument, ArticleRef Article, NeedKind Kind, Guid Review, string Mechanism, DateOnly IdentifiedOn, DateOnly? PublishedOn,
    NeedStatus Status, DateOnly? MetOn, string? Statement, IReadOnlyList<Guid>? Requests, IReadOnlyList<Guid>? Activities, IReadOnlyList<Guid>? Results, int Version)
{
    /// <summary>The needs as the asker sees them; that the asker may see them at all is asked before.</summary>
    internal static async Task<IReadOnlyList<NeedAnswer>> For(Asker asker, IReadOnlyList<Need> needs, TechnicalAssistanceDb db, CancellationToken cancel)
    {
        var whole = needs.Where(it => asker.SeesCasesOf(it.State)).Select(it => it.Id).ToList();
        var requests = (await (
            from link in db.RequestNeeds.AsNoTracking()
            join request in db.Requests on link.Request equals request.Id
            where whole.Contains(link.Need)
            orderby link.Request
            select new { link.Need, Id = link.Request, Accepted = request.DecisionKind == DecisionKind.Accepted }).ToListAsync(cancel)).ToLookup(it => it.Need);
        var activities = (await db.ActivityNeeds.AsNoTracking().Where(it => whole.Contains(it.Need)).OrderBy(it => it.Activity).ToListAsync(cancel)).ToLookup(it => it.Need, it => it.Activity);
        var results = (await db.ResultNeeds.AsNoTracking().Where(it => whole.Contains(it.Need)).OrderBy(it => it.Result).ToListAsync(cancel)).ToLookup(it => it.Need, it => it.Result);
        var statements = await db.Unseal(needs.Where(it => whole.Contains(it.Id)).Select(it => it.Statement).OfType<Guid>(), cancel);

        return [.. needs.Select(it => whole.Contains(it.Id)
            ? new NeedAnswer(it.Id, it.State, it.Instrument, it.Article, it.Kind, it.Review, it.Mechanism, it.IdentifiedOn, it.PublishedOn,
                StatusOf(it.MetOn is not null, activities.Contains(it.Id), requests[it.Id].Any(request => request.Accepted), requests.Contains(it.Id)),
                it.MetOn, it.Statement is { } text ? statements.GetValueOrDefault(text) : null, [.. requests[it.Id].Select(request => request.Id)], [.. activities[it.Id]], [.. results[it.Id]], it.Version)
            // Its version would tell how much happened to it that strangers may not know of.
            : new NeedAnswer(it.Id, it.State, it.Instrument, it.Article, it.Kind, it.Review, it.Mechanism, it.IdentifiedOn, it.PublishedOn,
                StatusOf(it.MetOn is not null, false, false, false), it.MetOn, null, null, null, null, it.MetOn is null ? 1 : 2))];
    }

    /// <summary>The furthest step that is taken; the steps before it need not have been.</summary>
    internal static NeedStatus StatusOf(bool met, bool answered, bool accepted, bool requested) =>
        met ? NeedStatus.Met : answered ? NeedStatus.Delivered : accepted ? NeedStatus.Matched : requested ? NeedStatus.Requested : NeedStatus.Identified;
}
