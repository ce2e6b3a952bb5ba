using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>Opens results to be corrected and withdrawn, and tells the needs they bear on.</summary>
static class ResultRegister
{
    /// <summary>Opens a result for a change by the officer.</summary>
    /// <returns>The result and its stream; or the refusal: there is none, the tag is stale or missing, or it was withdrawn.</returns>
    public static async Task<(Result? Result, FactStream Stream, Refusal? Refusal)> OpenToChange(Work<TechnicalAssistanceDb> work, Guid id, IEnumerable<string> also)
    {
        var streams = await work.Open([Result.Stream(id), .. also, .. (await work.Db.ResultNeeds.Where(it => it.Result == id).Select(it => it.Need).ToListAsync(work.Cancel)).Select(Need.Stream)]);
        var stream = streams[Result.Stream(id)];
        if (await work.Db.Results.SingleOrDefaultAsync(it => it.Id == id, work.Cancel) is not { } result)
            return (null, stream, Refusal.Absent("result"));
        if (work.IfMatch(stream) is { } stale)
            return (null, stream, stale);
        if (result.WithdrawnAt is { } at)
            return (null, stream, Refusal.Because(ResultRules.Withdrawn.With(DateOnly.FromDateTime(at.UtcDateTime)), null));
        // Needs that another correction has named since they were read above.
        await work.Open((result.Details.Needs ?? []).Select(Need.Stream));
        return (result, stream, null);
    }

    /// <summary>The earliest day of adoption that the record has ever given: an entry of that day is read wherever one that it corrects is.</summary>
    public static DateOnly Earliest(IEnumerable<ResultCorrection> corrections, ResultDetails now) => corrections.Select(it => it.Was.AdoptedOn).Append(now.AdoptedOn).Min();

    /// <summary>Tells the needs which the result no longer bears on and which it does now, on their own streams. One that it bears on from another day is told both.</summary>
    /// <param name="now">Null where the result is withdrawn.</param>
    public static async Task TellNeeds(Work<TechnicalAssistanceDb> work, Guid result, IReadOnlyList<Need> needs, ResultDetails was, ResultDetails? now)
    {
        foreach (var need in needs)
        {
            var stream = await work.Open(Need.Stream(need.Id));
            var (bore, bears) = (was.Needs?.Contains(need.Id) == true, now?.Needs?.Contains(need.Id) == true);
            if (bore && bears && was.AdoptedOn == now!.AdoptedOn)
                continue;
            if (bore)
                stream.Append(new NeedResultWithdrawn { Need = need.Id, Result = result }, was.AdoptedOn);
            if (bears)
                stream.Append(new NeedResultReported { Need = need.Id, Result = result }, now!.AdoptedOn);
            need.Version = stream.Version;
        }
    }
}
