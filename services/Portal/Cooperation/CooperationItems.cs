namespace Portal.Cooperation;

/// <summary>A request for information as its two sides see it; nobody else learns that it is there.</summary>
/// <param name="Subject">Null once the case is erased; so is the text.</param>
/// <param name="Stage"><c>transmitted</c>, <c>acknowledged</c>, <c>answered</c>, <c>refused</c> or <c>withdrawn</c>.</param>
public sealed record CooperationItem(
    Guid Id, SideItem From, SideItem To, string Instrument, bool Urgent, string Stage, DateOnly TransmittedOn, string? Article = null, string? Network = null,
    DateOnly? Deadline = null,
    string? Subject = null, string? Text = null, DateOnly? AcknowledgedOn = null, DateOnly? ClosedOn = null, AnswerItem? Answer = null, RefusalItem? Refusal = null,
    WithdrawalItem? Withdrawal = null)
{
    public bool IsOpen => Stage is "transmitted" or "acknowledged";
}

public sealed record SideItem(Guid Authority, string State);

public sealed record AnswerItem(string? Text = null);

public sealed record RefusalItem(string Ground, string? Reasons = null);

public sealed record WithdrawalItem(string? Reason = null);

/// <summary>An authority of the directory.</summary>
public sealed record AuthorityItem(Guid Id, string State, IReadOnlyDictionary<string, string> Names, IReadOnlyList<FunctionItem> Functions)
{
    public string Name(Languages.Language language) => Names.GetValueOrDefault(language.Code) ?? Names.GetValueOrDefault("en") ?? Names.Values.First();
}

public sealed record FunctionItem(string Instrument, string Function);

public sealed record NetworkItem(string Id, IReadOnlyDictionary<string, string> Names);
