using Contracts;

namespace TechnicalAssistance.Requests;

/// <summary>A State asked for assistance. Internal: a request is between the State and the secretariat.</summary>
[FactType("technical-assistance.assistance-requested", Internal = true)]
sealed record AssistanceRequested
{
    public required Guid Request { get; init; }
    public required StateCode State { get; init; }

    /// <summary>Needs it is to answer; empty for a direct request.</summary>
    public required IReadOnlyList<Guid> Needs { get; init; }

    public required InstrumentId Instrument { get; init; }
    public required IReadOnlyList<ArticleRef> Articles { get; init; }

    /// <summary>As <c>legislative-drafting</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The confidential text it consists of.</summary>
    public required Guid Description { get; init; }
}

/// <summary>The secretariat decided on a request.</summary>
[FactType("technical-assistance.request-decided", Internal = true)]
sealed record RequestDecided
{
    public required Guid Request { get; init; }
    public required StateCode State { get; init; }

    /// <summary><c>accepted</c>, <c>referred</c> or <c>declined</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>The programme it was accepted into.</summary>
    public string? Programme { get; init; }

    /// <summary>Confidential texts: why, and who it was referred to.</summary>
    public Guid? Reason { get; init; }
    public Guid? ReferredTo { get; init; }
}
