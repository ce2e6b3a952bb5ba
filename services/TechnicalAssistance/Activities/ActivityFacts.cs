using Contracts;

namespace TechnicalAssistance.Activities;

/// <summary>The record of an activity was corrected in nothing but which needs it answers. Internal, and a fact of its own: a need may not be published yet, and nobody else may learn that anything changed.</summary>
[FactType("technical-assistance.activity-needs-corrected", Internal = true)]
sealed record ActivityNeedsCorrected
{
    public required Guid Activity { get; init; }

    /// <summary>Those it answers now.</summary>
    public required IReadOnlyList<Guid> Needs { get; init; }

    public required string Reason { get; init; }
}
