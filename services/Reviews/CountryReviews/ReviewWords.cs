using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Reviews.CountryReviews;

/// <summary>A diplomatic note.</summary>
public sealed record NoteVerbale([property: Required, StringLength(200, MinimumLength = 1)] string Reference, DateOnly Date);

/// <summary>How an outcome is coded, article by article. Source: domain, reviews A6; UNTOC blueprint of the list of observations (B4, 8).</summary>
public enum FindingKind
{
    Success,
    GoodPractice,
    Challenge,

    /// <summary>A recommendation.</summary>
    Observation,

    /// <summary>A need for technical assistance.</summary>
    Need,
}

/// <summary>What assistance a State needs. Source: the UNCAC checklist's list (wording unverified); domain, technical assistance, section 1. TechnicalAssistance, which takes needs over, knows the same words. Kinds are only added.</summary>
public enum NeedKind
{
    /// <summary>Good practices and lessons learned.</summary>
    GoodPractices,
    ModelLegislation,
    LegislativeDrafting,
    LegalAdvice,

    /// <summary>On-site help by an expert.</summary>
    OnSiteExpert,
    CapacityBuilding,
    ActionPlan,

    /// <summary>Model treaty or agreement.</summary>
    ModelTreaty,
    Other,
}

/// <summary>Whether a provision is carried out, as the State under review sees it. Source: domain, reviews A6.</summary>
public enum Implementation { Yes, InPart, No }

/// <summary>Words of closed lists as facts and answers write them.</summary>
static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
