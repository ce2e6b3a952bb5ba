using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>An activity as an asker sees it.</summary>
/// <param name="Details">Which needs it answers and who took part from where is for the secretariat; a State sees its own.</param>
/// <param name="Version">Grows with everything the asker may see of it.</param>
/// <param name="Participations">From all States together; null where nobody was counted.</param>
/// <param name="JoinedAfterwards">Beneficiaries that have joined an instrument since, where it was to help them join. Not in lists.</param>
/// <param name="Withdrawn">Left out while it stands.</param>
/// <param name="Corrections">Those that changed something the asker may see, first to last. Not in lists.</param>
public sealed record ActivityAnswer(
    Guid Id, ActivityDetails Details, int Version, Participations? Participations, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JoinedAnswer>? JoinedAfterwards = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WithdrawalAnswer? Withdrawn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ActivityAnswer.CorrectionAnswer>? Corrections = null)
{
    /// <param name="RecordedAt">When the platform learned it.</param>
    /// <param name="Was">What the record said before, as far as the asker may see it.</param>
    public sealed record CorrectionAnswer(DateTimeOffset RecordedAt, string Reason, ActivityDetails Was);

    internal static async Task<IReadOnlyList<ActivityAnswer>> For(Asker asker, IReadOnlyList<Activity> activities, SmallCells cells, TechnicalAssistanceDb db, CancellationToken cancel)
    {
        var ids = activities.Select(it => it.Id).ToList();
        var corrections = (await db.ActivityCorrections.AsNoTracking().Where(it => ids.Contains(it.Activity)).OrderBy(it => it.Number).ToListAsync(cancel)).ToLookup(it => it.Activity);
        IReadOnlyCollection<Guid> own = [];
        if (asker.State is { } state)
        {
            var answered = activities.Select(it => it.Details).Concat(corrections.SelectMany(it => it).Select(it => it.Was)).SelectMany(it => it.Needs ?? []).ToList();
            own = await db.Needs.Where(it => answered.Contains(it.Id) && it.State == state).Select(it => it.Id).ToListAsync(cancel);
        }
        return [.. activities.Select(it => For(asker, it, [.. corrections[it.Id]], own.Contains, cells))];
    }

    /// <param name="corrections">All of it, first to last.</param>
    /// <param name="ofTheAsker">Whether a need is one of the asker's own State.</param>
    internal static ActivityAnswer For(Asker asker, Activity activity, IReadOnlyList<ActivityCorrection> corrections, Func<Guid, bool> ofTheAsker, SmallCells cells)
    {
        var said = corrections.Select(it => it.Was).Append(activity.Details).Select(Seen).ToList();
        // A correction that changes nothing an asker may see would tell them of what they may not: it is not shown to them, and their version does not count it.
        var told = corrections.Index().Where(it => !Alike(said[it.Index], said[it.Index + 1])).Select(it => new CorrectionAnswer(it.Item.RecordedAt, it.Item.Reason, said[it.Index].Details)).ToList();
        return new(activity.Id, said[^1].Details, activity.Version - (corrections.Count - told.Count), said[^1].Participations)
        {
            Withdrawn = activity is { WithdrawnAt: { } at, WithdrawalReason: { } reason } ? new(at, reason) : null,
            Corrections = told,
        };

        (ActivityDetails Details, Participations? Participations) Seen(ActivityDetails details)
        {
            var rows = details.Participants ?? [];
            if (asker.IsOfTheSecretariat())
                return (details, rows is [] ? null : SmallCells.Whole(rows));

            // A State that an activity has no need or row of is told the same as a stranger.
            var needs = asker.State is null ? [] : (details.Needs ?? []).Where(ofTheAsker).ToList();
            var own = rows.Where(row => row.State == asker.State).ToList();
            return (details with { Needs = needs is [] ? null : needs, Participants = own is [] ? null : own }, rows is [] ? null : cells.Shown(rows));
        }

        static bool Alike((ActivityDetails Details, Participations? Participations) one, (ActivityDetails Details, Participations? Participations) other) =>
            one.Details.SaysAs(other.Details) && one.Participations == other.Participations;
    }
}
