using Contracts;

namespace TechnicalAssistance.Needs;

/// <summary>A need found in a review is taken over, to be dealt with here. Internal, like all that happens to a need: until its review is published, nobody may learn of it.</summary>
[FactType("technical-assistance.need-taken-over", Internal = true)]
sealed record NeedTakenOver
{
    public required Guid Need { get; init; }
    public required Guid Finding { get; init; }
    public required Guid Review { get; init; }
    public required string Mechanism { get; init; }
    public required StateCode State { get; init; }
    public required InstrumentId Instrument { get; init; }
    public required ArticleRef Article { get; init; }

    /// <summary>As <c>legislative-drafting</c>.</summary>
    public required string Kind { get; init; }
}

/// <summary>The review that found the need is published: everyone may know of the need.</summary>
[FactType("technical-assistance.need-published", Internal = true)]
sealed record NeedPublished
{
    public required Guid Need { get; init; }
    public required Guid Review { get; init; }
}

/// <summary>The State requested assistance for the need.</summary>
[FactType("technical-assistance.need-requested", Internal = true)]
sealed record NeedRequested
{
    public required Guid Need { get; init; }
    public required Guid Request { get; init; }
}

/// <summary>A request for the need was accepted into a programme.</summary>
[FactType("technical-assistance.need-matched", Internal = true)]
sealed record NeedMatched
{
    public required Guid Need { get; init; }
    public required Guid Request { get; init; }
    public required string Programme { get; init; }
}

/// <summary>An activity answered the need.</summary>
[FactType("technical-assistance.need-answered", Internal = true)]
sealed record NeedAnswered
{
    public required Guid Need { get; init; }
    public required Guid Activity { get; init; }
}

/// <summary>The activity that was said to answer the need does not, or not on that day: its record was corrected or withdrawn. Dated as what it takes back.</summary>
[FactType("technical-assistance.need-answer-withdrawn", Internal = true)]
sealed record NeedAnswerWithdrawn
{
    public required Guid Need { get; init; }
    public required Guid Activity { get; init; }
}

/// <summary>A result that bears on the need was reported.</summary>
[FactType("technical-assistance.need-result-reported", Internal = true)]
sealed record NeedResultReported
{
    public required Guid Need { get; init; }
    public required Guid Result { get; init; }
}

/// <summary>The result that was said to bear on the need does not, or not on that day: its record was corrected or withdrawn. Dated as what it takes back.</summary>
[FactType("technical-assistance.need-result-withdrawn", Internal = true)]
sealed record NeedResultWithdrawn
{
    public required Guid Need { get; init; }
    public required Guid Result { get; init; }
}
