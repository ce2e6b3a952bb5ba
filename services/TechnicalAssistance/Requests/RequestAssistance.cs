using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Contracts;
using Journal.Appending;
using Journal.Confidential;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Results;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Requests;

/// <summary>A State asks for assistance.</summary>
/// <remarks>Source: UNTOC arts. 29(4) and 30(2), UNCAC arts. 60(2) and 62(2); CAC/COSP/2017, note on technical assistance, paras. 5 and 92.</remarks>
static class RequestAssistance
{
    /// <param name="Needs">Needs of the State that it is to answer; left out or empty for a direct request.</param>
    /// <param name="Articles">Provisions it is about, all of the instrument; empty for the instrument as a whole.</param>
    /// <param name="Description">What is asked for, in the State's words; for itself and the secretariat alone.</param>
    public sealed record Request(
        StateCode State,
        InstrumentId Instrument,
        NeedKind Kind,
        [property: Required, FreeText, StringLength(10_000, MinimumLength = 1)] string Description,
        NoteVerbale Note,
        [property: MaxLength(100)] IReadOnlyList<Guid>? Needs = null,
        [property: MaxLength(100)] IReadOnlyList<ArticleRef>? Articles = null);

    static readonly Rule noteInTheFuture = new("technical-assistance/note-in-the-future", "today"), articleOfAnotherInstrument = new("technical-assistance/article-of-another-instrument#request", "article", "instrument");
    static readonly Rule needOfAnotherInstrument = new("technical-assistance/need-of-another-instrument", "article", "instrument"), needMetAlready = new("technical-assistance/need-met-already", "state", "day");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/requests", Handle)
        .For(Role.FocalPoint, Role.PermanentMission)
        .WithSummary("Request assistance")
        .WithDescription("For needs that a review of the State found, or directly. Seen by the State and the secretariat alone. The answer leaves out what the State wrote: read the request for it.")
        .Produces<RequestAnswer>(StatusCodes.Status201Created);

    static Task<IResult> Handle(Request request, Change<TechnicalAssistanceDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        if (asker.SpeaksFor(request.State) is { } stranger)
            return stranger;
        if (Refusal.Invalid(Check(request, time.Today())) is { } fault)
            return fault;
        var wanted = request.Needs ?? [];
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var streams = await work.Open([AssistanceRequest.Stream(id), .. wanted.Select(Need.Stream)]);
        var needs = await work.Db.Needs.Where(it => wanted.Contains(it.Id) && it.State == request.State).ToListAsync(work.Cancel);
        if (CheckNeeds(request, wanted, needs) is { } refusal)
            return refusal;

        var stream = streams[AssistanceRequest.Stream(id)];
        var entered = new AssistanceRequest
        {
            Id = id,
            State = request.State,
            Instrument = request.Instrument,
            Articles = request.Articles ?? [],
            Kind = request.Kind,
            Description = await work.Seal(AssistanceRequest.Stream(id), request.Description),
            Note = request.Note,
            Version = stream.Version + 1,
            RecordedAt = work.RecordingTime(stream),
        };
        work.Db.Add(entered);
        work.Db.AddRange(wanted.Select(need => new RequestNeed { Request = id, Need = need }));
        stream.Append(new AssistanceRequested
        {
            Request = id,
            State = entered.State,
            Needs = wanted,
            Instrument = entered.Instrument,
            Articles = entered.Articles,
            Kind = new Word<NeedKind>(entered.Kind).ToString(),
            Description = entered.Description,
        }, request.Note.Date);
        foreach (var need in needs)
        {
            streams[Need.Stream(need.Id)].Append(new NeedRequested { Need = need.Id, Request = id }, request.Note.Date);
            need.Version = streams[Need.Stream(need.Id)].Version;
        }
        return Answer.Created($"/requests/{id}", RequestAnswer.WithoutTexts(entered, wanted), stream);
    }, cancel);

    /// <summary>What is wrong with the request by itself.</summary>
    static IEnumerable<FieldFault> Check(Request request, DateOnly today)
    {
        if (request.Note.Date > today)
            yield return new("note.date", noteInTheFuture.With(today));
        if (!FinalClauses.All.ContainsKey(request.Instrument))
            yield return new("instrument", ActivityRules.InstrumentUnknown.With(request.Instrument));
        for (var index = 0; index < (request.Articles ?? []).Count; index++)
            if (request.Articles![index].Instrument != request.Instrument)
                yield return new($"articles[{index}]", articleOfAnotherInstrument.With(request.Articles[index], request.Instrument));
        foreach (var twice in ActivityRules.Twice(request.Articles, "articles").Concat(ActivityRules.Twice(request.Needs, "needs")))
            yield return twice;
    }

    /// <summary>A need of another State and one that is none get the same answer.</summary>
    static Refusal? CheckNeeds(Request request, IReadOnlyList<Guid> wanted, List<Need> needs) => Refusal.All(wanted.Index().Select(it =>
        needs.Find(need => need.Id == it.Item) is not { } need ? Refusal.Invalid(ResultRules.NeedOfTheState.With(request.State), $"needs[{it.Index}]")
        : need.Instrument != request.Instrument ? Refusal.Invalid(needOfAnotherInstrument.With(need.Article, request.Instrument), $"needs[{it.Index}]")
        : need.MetOn is { } day ? Refusal.Because(needMetAlready.With(need.State, day), $"needs[{it.Index}]")
        : null));
}
