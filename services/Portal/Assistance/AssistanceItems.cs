namespace Portal.Assistance;

/// <summary>A need as the service shows it to this reader: strangers see what was found and whether it is met.</summary>
/// <param name="Requests">Null for strangers, as are activities and results.</param>
public sealed record NeedItem(
    Guid Id, string State, string Instrument, string Article, string Kind, Guid Review, string Mechanism, DateOnly IdentifiedOn, string Status,
    DateOnly? PublishedOn = null, DateOnly? MetOn = null, string? Statement = null, IReadOnlyList<Guid>? Requests = null, IReadOnlyList<Guid>? Activities = null, IReadOnlyList<Guid>? Results = null);

/// <summary>A request for assistance: its State and the secretariat see it, nobody else.</summary>
public sealed record RequestItem(
    Guid Id, string State, IReadOnlyList<Guid> Needs, string Instrument, IReadOnlyList<string> Articles, string Kind, DateOnly RequestedOn, string? Description = null, DecisionItem? Decision = null, NoteItem? Note = null);

/// <param name="Kind"><c>accepted</c>, <c>referred</c> or <c>declined</c>.</param>
public sealed record DecisionItem(string Kind, DateOnly On, string? Programme = null, string? Reason = null, string? ReferredTo = null);

public sealed record NoteItem(string Reference, DateOnly Date);

public sealed record ActivityItem(Guid Id, ActivityDetails Details, ParticipationsItem? Participations = null);

public sealed record ActivityDetails(
    string Kind, IReadOnlyDictionary<string, string> Title, IReadOnlyList<string> Instruments, IReadOnlyList<string> Beneficiaries, DateOnly From, DateOnly To, string? Programme = null, string? Place = null);

/// <summary>Participations from all States together. A number too small to be shown is null.</summary>
public sealed record ParticipationsItem(int? Total = null, int? Female = null, int? Male = null, int? NotStated = null);

public sealed record ResultItem(Guid Id, string Kind, string State, IReadOnlyDictionary<string, string> Title, DateOnly AdoptedOn, string Source);

/// <param name="ToYear">Last year, where it is known.</param>
/// <param name="Closed">Whether a document says that it has ended.</param>
public sealed record ProgrammeItem(string Id, IReadOnlyDictionary<string, string> Names, int? ToYear = null, bool Closed = false)
{
    public bool IsClosedOn(DateOnly day) => Closed || ToYear < day.Year;
}
