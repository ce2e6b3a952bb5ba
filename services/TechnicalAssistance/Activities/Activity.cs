using System.ComponentModel.DataAnnotations;
using Contracts;
using Contracts.TechnicalAssistance;
using ServiceDefaults.Reading;

namespace TechnicalAssistance.Activities;

/// <summary>Assistance that was given.</summary>
public sealed class Activity
{
    public Guid Id { get; init; }
    public ActivityKind Kind { get; set; }
    public DateOnly From { get; set; }
    public DateOnly To { get; set; }

    /// <summary>What the record says now.</summary>
    public required ActivityDetails Details { get; set; }

    /// <summary>Version of its stream, which grows when a beneficiary joins, and with every correction.</summary>
    public int Version { get; set; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it was found to have been recorded by mistake; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Why it was withdrawn.</summary>
    public string? WithdrawalReason { get; set; }

    /// <summary>One stream for each activity.</summary>
    public static string Stream(Guid activity) => $"activities/{activity}";
}

/// <summary>A correction of an activity's record, with what the record said before.</summary>
public sealed class ActivityCorrection
{
    public Guid Activity { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }
    public required ActivityDetails Was { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}

public sealed class ActivityBeneficiary
{
    public Guid Activity { get; init; }
    public StateCode State { get; init; }
}

public sealed class ActivityInstrument
{
    public Guid Activity { get; init; }
    public InstrumentId Instrument { get; init; }
}

/// <summary>A need that an activity answers.</summary>
public sealed class ActivityNeed
{
    public Guid Activity { get; init; }
    public Guid Need { get; init; }
}

/// <summary>What was given. Source: the kinds seen in the founding documents (domain, technical assistance, section 4). Kinds are only added.</summary>
public enum ActivityKind
{
    /// <summary>Help to a State that considers joining: before accession, or between signature and ratification.</summary>
    PreAccession,

    /// <summary>Training, workshop, seminar, course, training of trainers.</summary>
    Training,

    /// <summary>A mentor or adviser placed with an authority.</summary>
    Placement,

    /// <summary>Secondment or exchange between authorities.</summary>
    Exchange,
    LegislativeDrafting,

    /// <summary>Expert meeting, conference, side event, panel.</summary>
    Meeting,

    /// <summary>Assessment, study, survey.</summary>
    Assessment,

    /// <summary>Operation support, case meeting, bilateral meeting.</summary>
    OperationalSupport,
    Equipment,

    /// <summary>Campaign, youth activity, scholarship.</summary>
    Outreach,

    /// <summary>Publication, tool, e-learning course.</summary>
    Tool,

    /// <summary>Evaluation with the beneficiary, before and after.</summary>
    Evaluation,
}

/// <summary>What the record says of an activity. Source of the fields: domain, technical assistance, section 4.</summary>
/// <param name="Title">By language (BCP 47), one at least.</param>
/// <param name="Instruments">Instruments it helps to join or to carry out.</param>
/// <param name="Articles">Provisions it was about; empty for instruments as a whole.</param>
/// <param name="Beneficiaries">States it was given to.</param>
/// <param name="Place">Where it was held; null where it was held online.</param>
/// <param name="Languages">Working languages, BCP 47.</param>
/// <param name="Source">Where it can be looked up.</param>
/// <param name="Programme">Programme of the register it is part of.</param>
/// <param name="Needs">Needs of beneficiaries that it answers.</param>
/// <param name="Participants">Participations of beneficiaries by sex; a State with none is left out.</param>
/// <param name="Funding">Who paid for it.</param>
public sealed record ActivityDetails(
    ActivityKind Kind,
    [property: Required, MinLength(1), LongestText(ActivityRules.TitleLengthMax)] IReadOnlyDictionary<string, string> Title,
    [property: MinLength(1)] IReadOnlyList<InstrumentId> Instruments,
    [property: MinLength(1)] IReadOnlyList<StateCode> Beneficiaries,
    DateOnly From,
    DateOnly To,
    [property: Required, StringLength(500, MinimumLength = 1)] string Source,
    IReadOnlyList<ArticleRef>? Articles = null,
    [property: StringLength(200, MinimumLength = 1)] string? Place = null,
    bool Online = false,
    IReadOnlyList<string>? Languages = null,
    [property: StringLength(100, MinimumLength = 1)] string? Programme = null,
    [property: MaxLength(100)] IReadOnlyList<Guid>? Needs = null,
    [property: MaxLength(200)] IReadOnlyList<ParticipationsOfState>? Participants = null,
    [property: MaxLength(100)] IReadOnlyList<FundingLine>? Funding = null)
{
    /// <summary>Whether two records say the same, in whatever order they name it.</summary>
    public bool SaysAs(ActivityDetails other) =>
        Record.Same(Title, other.Title) && Record.Same(Instruments, other.Instruments) && Record.Same(Beneficiaries, other.Beneficiaries) && Record.Same(Articles, other.Articles)
        && Record.Same(Languages, other.Languages) && Record.Same(Needs, other.Needs) && Record.Same(Participants, other.Participants) && Record.Same(Funding, other.Funding)
        && this with
        {
            Title = other.Title,
            Instruments = other.Instruments,
            Beneficiaries = other.Beneficiaries,
            Articles = other.Articles,
            Languages = other.Languages,
            Needs = other.Needs,
            Participants = other.Participants,
            Funding = other.Funding,
        } == other;
}

/// <param name="Act">The consent to be bound.</param>
/// <param name="NotBefore">Bounds of the day of its deposit; the same where it is known.</param>
public sealed record JoinedAnswer(Guid Activity, StateCode State, InstrumentId Instrument, Guid Act, DateOnly NotBefore, DateOnly NotAfter);
