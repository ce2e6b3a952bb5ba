namespace Contracts.TechnicalAssistance;

/// <summary>A State says that a need found in a review of it is met. Only the State itself says so.</summary>
/// <remarks>Source: CAC/COSP/2017, note by the Secretariat on technical assistance, paras. 91-96: assistance is country-led.</remarks>
[FactType("technical-assistance.need-met")]
public sealed record NeedMet
{
    public required Guid Need { get; init; }

    /// <summary>The review that found it.</summary>
    public required Guid Review { get; init; }

    public required StateCode State { get; init; }

    /// <summary>The day from which the State says it is met.</summary>
    public required DateOnly MetOn { get; init; }
}
