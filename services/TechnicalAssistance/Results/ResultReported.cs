using Contracts;

namespace TechnicalAssistance.Results;

/// <summary>Something that followed assistance was reported. Internal: it names needs that may not be published yet.</summary>
[FactType("technical-assistance.result-reported", Internal = true)]
sealed record ResultReported
{
    public required Guid Result { get; init; }

    /// <summary>As <c>law-adopted</c>.</summary>
    public required string Kind { get; init; }

    public required StateCode State { get; init; }
    public required IReadOnlyList<ArticleRef> Articles { get; init; }
    public required IReadOnlyList<Guid> Needs { get; init; }
    public required IReadOnlyList<Guid> Activities { get; init; }
}
