using Contracts;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Duties;

/// <summary>Designations owed, met and overdue. Nobody sees that a State is late but that State and the secretariat.</summary>
static class ListDuties
{
    /// <param name="Article">Provision that demands it.</param>
    public sealed record DutyAnswer(Guid Id, StateCode State, InstrumentId Instrument, string Function, ArticleRef Article, DutyStatus Status, DateOnly OwedFrom, DateOnly? DueBy, Guid? Authority, DateOnly? MetOn, DateOnly? NotOwedFrom);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/duties", Handle)
        .For(Role.NetworkOfficer, Role.TreatyOfficer, Role.CentralAuthority, Role.PermanentMission)
        .WithSummary("List designations that parties owe")
        .WithDescription("A State sees its own; the secretariat sees all.")
        .Produces<Page<DutyAnswer>>();

    /// <param name="state">What this State owes alone.</param>
    /// <param name="status">Duties that stand so.</param>
    static async Task<IResult> Handle(NetworksDb db, Asker asker, TimeProvider time, StateCode? state, Word<DutyStatus>? status, Paging<Guid> page, CancellationToken cancel)
    {
        if (asker.State is { } own && state is { } other && other != own)
            return Refusal.Absent("duty-of", other);

        var today = time.Today();
        var wanted = db.Duties.AsNoTracking();
        if ((asker.State ?? state) is { } one)
            wanted = wanted.Where(it => it.State == one);
        wanted = status is not { } asked ? wanted : asked.Value switch
        {
            DutyStatus.NoLongerOwed => wanted.Where(it => it.NotOwedFrom <= today),
            DutyStatus.Met => wanted.Where(it => !(it.NotOwedFrom <= today) && it.Authority != null),
            DutyStatus.Overdue => wanted.Where(it => !(it.NotOwedFrom <= today) && it.Authority == null && it.DueBy < today),
            _ => wanted.Where(it => !(it.NotOwedFrom <= today) && it.Authority == null && !(it.DueBy < today)),
        };
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer<DutyAnswer>(
            [.. found.Select(it => new DutyAnswer(it.Id, it.State, it.Instrument, it.Function, it.Article, it.StatusOn(today), it.OwedFrom, it.DueBy, it.Authority, it.MetOn, it.NotOwedFrom))], it => it.Id);
    }
}
