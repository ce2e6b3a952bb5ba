namespace Portal.Assistance;

/// <summary>A need as the service shows it to this reader: strangers see what was found and whether it is met.</summary>
/// <param name="Requests">Null for strangers, as are activities and results.</param>
public sealed record NeedItem(
    Guid Id, string State, string Instrument, string Article, string Kind, Guid Review, string Mechanism, DateOnly IdentifiedOn, string Status,
    DateOnly? PublishedOn = null, DateOnly? MetOn = null, string? Statement = null, IReadOnlyList<Guid>? Requests = null, IReadOnlyList<Guid>? Activities = null,
    IReadOnlyList<Guid>? Results = null);

/// <summary>A request for assistance: its State and the secretariat see it, nobody else.</summary>
public sealed record RequestItem(
    Guid Id, string State, IReadOnlyList<Guid> Needs, string Instrument, IReadOnlyList<string> Articles, string Kind, DateOnly RequestedOn, string? Description = null,
    DecisionItem? Decision = null, NoteItem? Note = null);

/// <param name="Kind"><c>accepted</c>, <c>referred</c> or <c>declined</c>.</param>
public sealed record DecisionItem(string Kind, DateOnly On, string? Programme = null, string? Reason = null, string? ReferredTo = null);

public sealed record NoteItem(string Reference, DateOnly Date);

/// <param name="JoinedAfterwards">Null in lists.</param>
/// <param name="Corrections">Null in lists.</param>
public sealed record ActivityItem(
    Guid Id, ActivityDetails Details, ParticipationsItem? Participations = null, IReadOnlyList<JoinedItem>? JoinedAfterwards = null, WithdrawalItem? Withdrawn = null,
    IReadOnlyList<CorrectionItem<ActivityDetails>>? Corrections = null);

/// <param name="Needs">Those that the reader may know of.</param>
/// <param name="Participants">Rows of the States that the reader may know them of.</param>
public sealed record ActivityDetails(
    string Kind, IReadOnlyDictionary<string, string> Title, IReadOnlyList<string> Instruments, IReadOnlyList<string> Beneficiaries, DateOnly From, DateOnly To,
    string? Programme = null, string? Place = null, bool Online = false,
    IReadOnlyList<string>? Articles = null, IReadOnlyList<string>? Languages = null, IReadOnlyList<Guid>? Needs = null, IReadOnlyList<ParticipantsItem>? Participants = null,
    IReadOnlyList<FundingItem>? Funding = null, string? Source = null);

public sealed record ParticipantsItem(string State, int Female, int Male, int NotStated);

public sealed record FundingItem(string Donor, decimal Amount, string Currency);

/// <summary>A State that joined an instrument after it was helped to; the days bound the deposit.</summary>
public sealed record JoinedItem(string State, string Instrument, DateOnly NotBefore, DateOnly NotAfter);

/// <summary>Why a record no longer stands.</summary>
public sealed record WithdrawalItem(DateTimeOffset RecordedAt, string Reason);

/// <param name="Was">What the record said before it, as far as the reader may see.</param>
public sealed record CorrectionItem<T>(DateTimeOffset RecordedAt, string Reason, T Was);

/// <summary>Participations from all States together. A number too small to be shown is null.</summary>
public sealed record ParticipationsItem(int? Total = null, int? Female = null, int? Male = null, int? NotStated = null);

/// <param name="Corrections">Null in lists.</param>
public sealed record ResultItem(
    Guid Id, string Kind, string State, IReadOnlyDictionary<string, string> Title, DateOnly AdoptedOn, string Source, IReadOnlyList<string>? Articles = null,
    IReadOnlyList<Guid>? Needs = null, IReadOnlyList<Guid>? Activities = null,
    WithdrawalItem? Withdrawn = null, IReadOnlyList<CorrectionItem<ResultDetails>>? Corrections = null)
{
    public ResultDetails Details => new(Kind, State, Title, AdoptedOn, Source, Articles, Needs, Activities);
}

public sealed record ResultDetails(
    string Kind, string State, IReadOnlyDictionary<string, string> Title, DateOnly AdoptedOn, string Source, IReadOnlyList<string>? Articles = null,
    IReadOnlyList<Guid>? Needs = null, IReadOnlyList<Guid>? Activities = null);

/// <summary>A part of a list.</summary>
/// <param name="Next">Leads to the part after it; null where there is none.</param>
public sealed record ListPart<T>(IReadOnlyList<T> Items, string? Next = null);

/// <param name="Level"><c>global</c>, <c>regional</c>, <c>country</c> or <c>project</c>.</param>
/// <param name="States">States it is for, where they are named; a region is told in words alone.</param>
/// <param name="ToYear">Last year, where it is known.</param>
/// <param name="Closed">Whether a document says that it has ended.</param>
public sealed record ProgrammeItem(string Id, IReadOnlyDictionary<string, string> Names, int? ToYear = null, bool Closed = false, string Level = "global",
    IReadOnlyList<string>? States = null)
{
    public bool IsClosedOn(DateOnly day) => Closed || ToYear < day.Year;
}
