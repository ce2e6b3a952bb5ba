using Contracts.Reviews;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Needs;

/// <summary>Takes over the needs that reviews find, and makes them public with their review: each once, whatever is replayed.</summary>
sealed class TakingNeedsOver : Reaction<TechnicalAssistanceDb>
{
    public TakingNeedsOver()
    {
        On<NeedIdentified>(async (fact, entry, work) =>
        {
            var stream = await work.Open(Need.Stream(fact.Need));
            if (await work.Db.Needs.AnyAsync(it => it.Id == fact.Need, work.Cancel))
                return;
            await work.Once($"taken-over/{fact.Need}", () =>
            {
                stream.Append(new NeedTakenOver
                {
                    Need = fact.Need,
                    Finding = fact.Finding,
                    Review = fact.Review,
                    Mechanism = fact.Mechanism,
                    State = fact.State,
                    Instrument = fact.Instrument,
                    Article = fact.Article,
                    Kind = fact.Kind,
                }, entry.OccurredOn);
                work.Db.Add(new Need
                {
                    Id = fact.Need,
                    Finding = fact.Finding,
                    Review = fact.Review,
                    Mechanism = fact.Mechanism,
                    State = fact.State,
                    Instrument = fact.Instrument,
                    Article = fact.Article,
                    Kind = Word<NeedKind>.Parse(fact.Kind, null),
                    IdentifiedOn = entry.OccurredOn,
                    Version = stream.Version,
                    RecordedAt = entry.RecordedAt,
                });
                return Task.CompletedTask;
            });
        });

        On<ReviewPublished>(async (fact, entry, work) =>
        {
            // Needs are never moved between reviews, so their ids may be read before the streams are held.
            var hidden = await work.Db.Needs.Where(it => it.Review == fact.Review && it.PublishedOn == null).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(work.Cancel);
            foreach (var id in hidden)
                await work.Once($"published/{id}", async () =>
                {
                    var stream = await work.Open(Need.Stream(id));
                    var need = await work.Db.Needs.SingleAsync(it => it.Id == id, work.Cancel);
                    stream.Append(new NeedPublished { Need = id, Review = fact.Review }, entry.OccurredOn);
                    (need.PublishedOn, need.Version) = (entry.OccurredOn, stream.Version);
                });
        });
    }

    public override string Source => "reviews";

    public override string Name => "needs";
}
