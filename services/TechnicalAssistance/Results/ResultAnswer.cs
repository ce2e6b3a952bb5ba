using System.Text.Json.Serialization;
using Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>A result as an asker sees it: the law is public, which need it bears on is for the State and the secretariat.</summary>
/// <param name="Needs">Null for strangers.</param>
/// <param name="Version">Grows with everything the asker may see of it.</param>
/// <param name="Withdrawn">Left out while it stands.</param>
/// <param name="Corrections">Those that changed something the asker may see, first to last. Not in lists.</param>
public sealed record ResultAnswer(
    Guid Id, ResultKind Kind, StateCode State, IReadOnlyDictionary<string, string> Title, IReadOnlyList<ArticleRef> Articles, DateOnly AdoptedOn,
    IReadOnlyList<Guid>? Needs, IReadOnlyList<Guid> Activities, string Source, int Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WithdrawalAnswer? Withdrawn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ResultAnswer.CorrectionAnswer>? Corrections = null)
{
    /// <param name="RecordedAt">When the platform learned it.</param>
    /// <param name="Was">What the record said before, as far as the asker may see it.</param>
    public sealed record CorrectionAnswer(DateTimeOffset RecordedAt, string Reason, ResultDetails Was);

    internal static async Task<IReadOnlyList<ResultAnswer>> For(Asker asker, IReadOnlyList<Result> results, TechnicalAssistanceDb db, CancellationToken cancel)
    {
        var ids = results.Select(it => it.Id).ToList();
        var corrections = (await db.ResultCorrections.AsNoTracking().Where(it => ids.Contains(it.Result)).OrderBy(it => it.Number).ToListAsync(cancel)).ToLookup(it => it.Result);
        return [.. results.Select(it => For(asker, it, [.. corrections[it.Id]]))];
    }

    /// <param name="corrections">All of it, first to last.</param>
    internal static ResultAnswer For(Asker asker, Result it, IReadOnlyList<ResultCorrection> corrections)
    {
        var said = corrections.Select(correction => correction.Was).Append(it.Details).Select(Seen).ToList();
        // As for activities: a correction that changes nothing an asker may see is not shown to them, and their version does not count it.
        var told = corrections.Index().Where(at => !said[at.Index].SaysAs(said[at.Index + 1])).Select(at => new CorrectionAnswer(at.Item.RecordedAt, at.Item.Reason, said[at.Index])).ToList();
        return new(
            it.Id, it.Kind, it.State, it.Details.Title, it.Details.Articles ?? [], it.AdoptedOn,
            asker.SeesCasesOf(it.State) ? it.Details.Needs ?? [] : null, it.Details.Activities ?? [], it.Details.Source, it.Version - (corrections.Count - told.Count))
        {
            Withdrawn = it is { WithdrawnAt: { } when, WithdrawalReason: { } reason } ? new(when, reason) : null,
            Corrections = told,
        };

        ResultDetails Seen(ResultDetails details) => asker.SeesCasesOf(details.State) ? details : details with { Needs = null };
    }
}
