using Contracts.TechnicalAssistance;
using Journal.Appending;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>Records assistance that was given.</summary>
static class RecordActivity
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/activities", Handle)
        .For(Role.AssistanceOfficer)
        .RestsOnCopiesOf("treaties")
        .WithSummary("Record assistance that was given")
        .Produces<ActivityAnswer>(StatusCodes.Status201Created);

    static Task<IResult> Handle(ActivityDetails details, Change<TechnicalAssistanceDb> change, Asker asker, SmallCells cells, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        if (Refusal.Invalid(ActivityRules.Check(details, time.Today())) is { } fault)
            return fault;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var wanted = details.Needs ?? [];
        // The streams of the beneficiaries are held, not written: a deposit that arrives now waits, and finds the activity.
        var streams = await work.Open([Activity.Stream(id), .. details.Beneficiaries.Select(JoinedAfterAssistance.Guard), .. wanted.Select(Need.Stream)]);
        var stream = streams[Activity.Stream(id)];
        var register = await Register.Load(work.Db, null, cancel);
        if (Refusal.Because(ActivityRules.CheckCandidates(details, register)) is { } refusal)
            return refusal;
        var needs = await work.Db.Needs.Where(it => wanted.Contains(it.Id)).ToListAsync(work.Cancel);
        if (Refusal.Invalid(ActivityRules.CheckNeeds(details, needs)) is { } unknown)
            return unknown;

        var activity = new Activity { Id = id, Kind = details.Kind, From = details.From, To = details.To, Details = details, RecordedAt = work.RecordingTime(stream) };
        work.Db.Add(activity);
        work.Db.AddRange(details.Beneficiaries.Select(state => new ActivityBeneficiary { Activity = id, State = state }));
        work.Db.AddRange(details.Instruments.Select(instrument => new ActivityInstrument { Activity = id, Instrument = instrument }));
        work.Db.AddRange(wanted.Select(need => new ActivityNeed { Activity = id, Need = need }));
        stream.Append(new ActivityDelivered
        {
            Activity = id,
            Kind = new Word<ActivityKind>(details.Kind).ToString(),
            Instruments = details.Instruments,
            Articles = details.Articles ?? [],
            Beneficiaries = details.Beneficiaries,
            From = details.From,
            To = details.To,
            Online = details.Online,
            Programme = details.Programme,
            Participants = details.Participants ?? [],
            Funding = details.Funding ?? [],
        }, details.To);
        // Which needs it answers is told on their own streams, which never leave the service: a need may not be published yet.
        foreach (var need in needs)
        {
            streams[Need.Stream(need.Id)].Append(new NeedAnswered { Need = need.Id, Activity = id }, details.To);
            need.Version = streams[Need.Stream(need.Id)].Version;
        }

        // Activities are often written down later than the deposits that followed them.
        var joined = JoinedAfterAssistance.Since(details, register).Select(period => Joining.Of(id, period)).ToList();
        work.Db.AddRange(joined);
        foreach (var joining in joined)
            stream.Append(joining.AsFact(), joining.NotAfter);
        activity.Version = stream.Version;
        var answer = ActivityAnswer.For(asker, activity, [], _ => true, cells) with { JoinedAfterwards = [.. joined.Select(joining => joining.AsAnswer())] };
        return Answer.Created($"/activities/{id}", answer, stream);
    }, cancel);
}
