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

/// <summary>The record of a result was corrected: this is what it says now, the whole of it. Internal, as what it corrects.</summary>
/// <remarks>Its day is the earliest day of adoption that the record has ever given, so that whoever reads as of a day on which an earlier entry stands reads this one too; the day to count by is <see cref="AdoptedOn"/>.</remarks>
[FactType("technical-assistance.result-corrected", Internal = true)]
sealed record ResultCorrected
{
    public required Guid Result { get; init; }

    /// <summary>As <c>law-adopted</c>.</summary>
    public required string Kind { get; init; }

    public required StateCode State { get; init; }
    public required DateOnly AdoptedOn { get; init; }
    public required IReadOnlyList<ArticleRef> Articles { get; init; }
    public required IReadOnlyList<Guid> Needs { get; init; }
    public required IReadOnlyList<Guid> Activities { get; init; }

    /// <summary>Why the record changed, in a sentence.</summary>
    public required string Reason { get; init; }
}

/// <summary>The record of a result was corrected in nothing but which needs it bears on. A fact of its own: figures that everyone reads are counted from the others, and nobody else may learn that anything changed.</summary>
[FactType("technical-assistance.result-needs-corrected", Internal = true)]
sealed record ResultNeedsCorrected
{
    public required Guid Result { get; init; }

    /// <summary>Those it bears on now.</summary>
    public required IReadOnlyList<Guid> Needs { get; init; }

    public required string Reason { get; init; }
}

/// <summary>A result was recorded by mistake: it counts for nothing from now on. Its day is as that of <see cref="ResultCorrected"/>.</summary>
[FactType("technical-assistance.result-withdrawn", Internal = true)]
sealed record ResultWithdrawn
{
    public required Guid Result { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }
}
