using Contracts;

namespace TechnicalAssistance.Needs;

/// <summary>Assistance that a State needs, as a review of it found.</summary>
public sealed class Need
{
    /// <summary>The id the review gave it.</summary>
    public Guid Id { get; init; }

    /// <summary>The finding of the review that names it.</summary>
    public Guid Finding { get; init; }
    public Guid Review { get; init; }
    public required string Mechanism { get; init; }
    public StateCode State { get; init; }
    public InstrumentId Instrument { get; init; }
    public ArticleRef Article { get; init; }
    public NeedKind Kind { get; init; }
    public DateOnly IdentifiedOn { get; init; }

    /// <summary>When its review was published; null while only the State and the secretariat may see it.</summary>
    public DateOnly? PublishedOn { get; set; }

    /// <summary>From when the State says it is met.</summary>
    public DateOnly? MetOn { get; set; }

    /// <summary>What the State says of it: a confidential text.</summary>
    public Guid? Statement { get; set; }

    /// <summary>Version of its stream, which grows with everything that bears on the need.</summary>
    public int Version { get; set; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>One stream for each need.</summary>
    public static string Stream(Guid need) => $"needs/{need}";
}

/// <summary>What is needed. Source: wording of the UNCAC checklist (domain, technical assistance, section 1; marked there as unverified). Kinds are only added.</summary>
public enum NeedKind
{
    /// <summary>Good practices and lessons learned.</summary>
    GoodPractices,
    ModelLegislation,
    LegislativeDrafting,
    LegalAdvice,

    /// <summary>Help on the spot by an expert.</summary>
    OnSiteExpert,
    CapacityBuilding,

    /// <summary>An action plan for carrying out the provision.</summary>
    ActionPlan,

    /// <summary>Model treaty or agreement.</summary>
    ModelTreaty,
    Other,
}

/// <summary>How far a need has come. Never entered: it follows from requests, activities and what the State says.</summary>
/// <remarks>Source: CAC/COSP/2017, note on technical assistance, paras. 91-96.</remarks>
public enum NeedStatus
{
    Identified,

    /// <summary>The State has requested assistance for it, whatever was answered.</summary>
    Requested,

    /// <summary>A request for it was accepted into a programme.</summary>
    Matched,

    /// <summary>An activity answered it.</summary>
    Delivered,

    /// <summary>The State says it is met.</summary>
    Met,
}
