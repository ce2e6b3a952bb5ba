using Portal.Services;

namespace Portal.Instruments;

// What Treaties answers about instruments, as far as pages show it.

/// <param name="Recorded"><c>recorded</c>, <c>not-recorded</c> (the instrument) or <c>nothing-known</c> (at all, at that moment).</param>
public sealed record InstrumentItem(string Id, string ShortName, string Title, int AdoptedIn, DateOnly? AdoptedOn, DateOnly? EntryIntoForce, string? ProtocolTo, string Recorded);

public sealed record Instrument(
    string Id, string ShortName, string Title, Adoption Adopted, SignaturePeriod? Signature, Force EntryIntoForce, Depositary Depositary, Registration? Registration,
    IReadOnlyList<string> Protocols, IReadOnlyList<string> Sources, string Recorded);

public sealed record Adoption(DateOnly? On, int Year, string? By);

public sealed record SignaturePeriod(DateOnly Opens, DateOnly Closes, string Places);

/// <param name="Recorded">As the depositary gives it.</param>
/// <param name="Derived">As it follows from the deposits.</param>
/// <param name="Steps">How it follows.</param>
public sealed record Force(DateOnly? Recorded, DateOnly? Derived, DateOnly? DerivedNotBefore, DateOnly? DerivedNotAfter, bool? Agrees,
    IReadOnlyList<CalculationStep>? Steps = null);

public sealed record Depositary(string Name);

public sealed record Registration(string Number, string Unts);

public sealed record Count(decimal Certain, decimal Possible);

public sealed record Parties(DateOnly AsOf, DateTimeOffset? KnownAt, string Basis, string Recorded, Count? Count, IReadOnlyList<Party> Items);

/// <param name="Standing"><c>party</c>, <c>contracting</c> …</param>
public sealed record Party(
    string State, string Name, string Action, string Certainty, string? Standing, DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter,
    DateOnly? EffectiveOn, DateOnly? EffectiveNotBefore, DateOnly? EffectiveNotAfter, string Source, Guid? ActionId = null);

public sealed record FigureRecords<T>(IReadOnlyList<T> Items);

public sealed record Act(string Certainty, string? State, string? Kind, DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter, DateOnly? SignedOn, string? Source,
    Guid? Action = null);

/// <summary>A count published elsewhere and not reconstructed from records.</summary>
/// <param name="Qualifier"><c>over</c>, <c>about</c>, <c>at-least</c>; null where it is given as exact.</param>
public sealed record PublishedCount(string Figure, string? Scope, decimal Value, string? Qualifier, string Unit, DateOnly? AsOf, DateOnly? From, DateOnly? To, string Source,
    string? Paragraph, string? Note);

/// <param name="RegionalGroup">Of the United Nations; null where it belongs to none.</param>
/// <param name="FoundBy">Another name than the printed one, by which it was found.</param>
public sealed record StateItem(string Code, string Name, string Kind, string? RegionalGroup, string? FoundBy = null);
