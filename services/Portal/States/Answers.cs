namespace Portal.States;

// What the services answer to everyone about one State, as far as its profile shows it.

public sealed record StateStatus(string Code, string Name, IReadOnlyDictionary<string, string> Names, string? RegionalGroup, DateOnly AsOf, IReadOnlyList<Footnote> Footnotes,
    IReadOnlyList<InstrumentStatus> Instruments);

public sealed record Footnote(string Language, string Text);

/// <param name="Standing">Null where nothing is recorded of the instrument.</param>
public sealed record InstrumentStatus(
    string Instrument, string Recorded, string? Standing, IReadOnlyList<string> Possible, DateOnly? SignedOn, string? Action, DateOnly? DepositedOn, DateOnly? NotBefore,
    DateOnly? NotAfter,
    DateOnly? EffectiveOn, DateOnly? EffectiveNotBefore, DateOnly? EffectiveNotAfter, DateOnly? EndsOn, Guid? ActionId = null);

public sealed record Statements(IReadOnlyList<Statement> Items);

public sealed record Statement(string State, string Kind, DateOnly? MadeOn, IReadOnlyList<string> Provisions, string? Territory, string Source, Guid? Action = null);

/// <param name="Outcome">Null while it is not published.</param>
public sealed record Review(Guid Id, string Mechanism, string Cycle, string State, string Stage, Outcome? Outcome = null);

public sealed record Outcome(DateOnly? PublishedOn, IReadOnlyList<Finding> Findings);

/// <param name="AnsweredOn">The day the State said that the need was met.</param>
public sealed record Finding(string Kind, string Article, DateOnly? AnsweredOn = null);

public sealed record Mechanism(string Id, string ShortName, IReadOnlyDictionary<string, string> Names);

public sealed record Need(Guid Id, string Article, string Kind, DateOnly IdentifiedOn, string Status, DateOnly? MetOn = null);

public sealed record Activity(Guid Id, ActivityDetails Details);

public sealed record ActivityDetails(string Kind, IReadOnlyDictionary<string, string>? Title = null, DateOnly? From = null, DateOnly? To = null, string? Place = null);

public sealed record Result(Guid Id, string Kind, IReadOnlyDictionary<string, string> Title, IReadOnlyList<string> Articles, DateOnly AdoptedOn, string Source);

public sealed record Network(string Id, string? ShortName, IReadOnlyDictionary<string, string> Names, string Kind, string Source);
