using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>An activity as an asker sees it.</summary>
/// <param name="Details">Which needs it answers and who took part from where is for the secretariat; a State sees its own.</param>
/// <param name="Participations">From all States together; null where nobody was counted.</param>
/// <param name="JoinedAfterwards">Beneficiaries that have joined an instrument since, where it was to help them join.</param>
public sealed record ActivityAnswer(
    Guid Id, ActivityDetails Details, int Version, Participations? Participations, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JoinedAnswer>? JoinedAfterwards = null)
{
    internal static async Task<IReadOnlyList<ActivityAnswer>> For(Asker asker, IReadOnlyList<Activity> activities, SmallCells cells, TechnicalAssistanceDb db, CancellationToken cancel)
    {
        IReadOnlyCollection<Guid> own = [];
        if (asker.State is { } state)
        {
            var answered = activities.SelectMany(it => it.Details.Needs ?? []).ToList();
            own = await db.Needs.Where(it => answered.Contains(it.Id) && it.State == state).Select(it => it.Id).ToListAsync(cancel);
        }
        return [.. activities.Select(it => For(asker, it, own.Contains, cells))];
    }

    /// <param name="ofTheAsker">Whether a need is one of the asker's own State.</param>
    internal static ActivityAnswer For(Asker asker, Activity activity, Func<Guid, bool> ofTheAsker, SmallCells cells)
    {
        var (details, rows) = (activity.Details, activity.Details.Participants ?? []);
        if (asker.IsOfTheSecretariat())
            return new(activity.Id, details, activity.Version, rows is [] ? null : SmallCells.Whole(rows));

        // A State that an activity has no need or row of is told the same as a stranger.
        var needs = asker.State is null ? [] : (details.Needs ?? []).Where(ofTheAsker).ToList();
        var own = rows.Where(row => row.State == asker.State).ToList();
        return new(activity.Id, details with { Needs = needs is [] ? null : needs, Participants = own is [] ? null : own }, activity.Version, rows is [] ? null : cells.Shown(rows));
    }
}
