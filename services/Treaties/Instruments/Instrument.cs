using Contracts;

namespace Treaties.Instruments;

/// <summary>An instrument as its file in <c>data/instruments</c> describes it. What no source gives is null, and answers say <i>not recorded</i>.</summary>
public sealed record Instrument
{
    public required InstrumentId Id { get; init; }

    /// <summary>Chapter and number in the UN Treaty Collection, <c>XVIII-14</c>; null for other depositaries.</summary>
    public string? UntcReference { get; init; }

    /// <summary>Code used in status exports, <c>UNCAC</c>.</summary>
    public string? ExportCode { get; init; }

    /// <summary>Short names by BCP 47 language; English always.</summary>
    public required IReadOnlyDictionary<string, string> ShortName { get; init; }

    /// <summary>Official titles by BCP 47 language; English always, the other five where a source is at hand.</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    public required string TitleSource { get; init; }
    public required Adoption Adopted { get; init; }
    public SignaturePeriod? Signature { get; init; }

    /// <summary>First entry into force as the depositary records it; checked against the deposits by <see cref="Status.EntryIntoForce"/>.</summary>
    public RecordedEntryIntoForce? EntryIntoForce { get; init; }

    public required Depositary Depositary { get; init; }
    public Registration? Registration { get; init; }

    /// <summary>The instrument this one adds to.</summary>
    public ParentInstrument? ProtocolTo { get; init; }

    public EntryIntoForceRule? EntryIntoForceRule { get; init; }
    public DenunciationRule? DenunciationRule { get; init; }

    /// <summary>Where the instrument lets regional economic integration organizations take part; null where none may, or it is not recorded.</summary>
    public OrganizationClause? Reio { get; init; }

    /// <summary>Whether <see cref="Articles"/> lists every article.</summary>
    public bool ArticlesComplete { get; init; }

    public IReadOnlyList<Article> Articles { get; init; } = [];
    public IReadOnlyList<Duty> Designations { get; init; } = [];
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>What in this file no source confirmed, in sentences.</summary>
    public IReadOnlyList<string> Unverified { get; init; } = [];
}

/// <param name="On">Day of adoption; null where only the year is known.</param>
/// <param name="By">Resolution or document of adoption.</param>
public sealed record Adoption(DateOnly? On, int Year, string? By);

/// <param name="Closes">Last day for signature.</param>
public sealed record SignaturePeriod(DateOnly Opens, DateOnly Closes, string Places, ArticleRef Article);

public sealed record RecordedEntryIntoForce(DateOnly On, string Source);

/// <param name="TimeZone">IANA zone in which the depositary's days begin and end; null for UTC.</param>
public sealed record Depositary(string Name, string? TimeZone)
{
    /// <summary>The day it is at the depositary: nothing can have been received after it.</summary>
    public DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(
        (TimeZone is null ? time.GetUtcNow() : TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(TimeZone))).DateTime);
}

/// <param name="Number">Registration number with the UN Secretariat (UN Charter art. 102).</param>
/// <param name="Unts">Volume and page of the UN Treaty Series.</param>
public sealed record Registration(string Number, string Unts);

/// <param name="Article">The provision that demands participation in the parent first; null where none is recorded, and then no rule follows.</param>
public sealed record ParentInstrument(InstrumentId Instrument, ArticleRef? Article);

/// <summary>When the instrument, and then each later party, is bound. The Nth day after a day is that day plus N calendar days.</summary>
/// <param name="Threshold">Number of States whose instruments of consent bring it into force.</param>
/// <param name="DaysAfterThreshold">Days from the deposit that reaches the threshold to the entry into force.</param>
/// <param name="LaterPartyDays">Days from a later party's own deposit until it is bound.</param>
/// <param name="NotBeforeInstrument">The instrument must not enter into force before this one.</param>
/// <param name="ReioCounts">Whether an organization's instrument counts towards the threshold: no, in every instrument on file.</param>
public sealed record EntryIntoForceRule(int Threshold, int DaysAfterThreshold, int LaterPartyDays, ArticleRef Article, ArticleRef LaterPartyArticle,
    InstrumentId? NotBeforeInstrument, bool ReioCounts, ArticleRef ReioArticle);

/// <param name="Months">Months from the receipt of the notification until it takes effect.</param>
/// <param name="EndsProtocols">Whether leaving this instrument ends participation in its protocols.</param>
public sealed record DenunciationRule(int Months, ArticleRef Article, bool EndsProtocols, ArticleRef? EndsProtocolsArticle);

/// <param name="CompetenceArticle">Where the organization must declare the extent of its competence.</param>
public sealed record OrganizationClause(ArticleRef Article, ArticleRef CompetenceArticle);

/// <param name="Title">Heading by BCP 47 language; English always.</param>
/// <param name="Chapter">Heading of its chapter, likewise; null for instruments without chapters.</param>
public sealed record Article(int Number, IReadOnlyDictionary<string, string> Title, IReadOnlyDictionary<string, string>? Chapter);

/// <summary>Something the instrument asks a participant to tell: an authority to designate, a notification, copies of laws.</summary>
/// <param name="Function">What it is for, in kebab case: <c>mutual-legal-assistance</c>.</param>
/// <param name="When">Moment at which it falls due, in kebab case: <c>at-deposit</c>, <c>ongoing</c> …</param>
/// <param name="WithinDays">Days after that moment; null where the instrument names none.</param>
/// <param name="Obligatory">False for options, such as the opt-out from dispute settlement.</param>
public sealed record Duty(string Function, DutyKind Kind, ArticleRef Article, string When, int? WithinDays, bool Obligatory,
    [property: System.Text.Json.Serialization.JsonPropertyName("duty")] string Description);

/// <summary>What form the duty is met in.</summary>
public enum DutyKind { Designation, Notification, Copies, Declaration, Information }
