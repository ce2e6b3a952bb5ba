using Contracts;
using Contracts.Treaties;

namespace Treaties.Actions;

/// <summary>One act towards an instrument, as the depositary's record says it.</summary>
public sealed record TreatyAct
{
    /// <summary>The act, the same through all its corrections.</summary>
    public required Guid Id { get; init; }

    public required InstrumentId Instrument { get; init; }
    public required StateCode State { get; init; }
    public required TreatyActionKind Kind { get; init; }

    /// <summary>Day on which the depositary received it.</summary>
    public required UncertainDate Date { get; init; }

    /// <summary>Provisions it speaks of; empty for the instrument as a whole.</summary>
    public IReadOnlyList<ArticleRef> Provisions { get; init; } = [];

    /// <summary>The earlier act it withdraws, objects to or takes back.</summary>
    public Guid? Concerns { get; init; }

    /// <summary>Territory of a territorial application, as the depositary names it.</summary>
    public string? Territory { get; init; }

    /// <summary>Where it can be looked up, normally the depositary's notification.</summary>
    public required string Source { get; init; }

    /// <summary>What the keeper of the record adds: how the day was derived, what is doubtful.</summary>
    public string? Note { get; init; }
}

/// <summary>An act as recorded at a moment. The first recording has number 0; a correction is a new one, never a change.</summary>
/// <param name="RecordedAt">When the platform learned it; never before the revision it follows.</param>
/// <param name="Annulled">The act is found never to have been made.</param>
/// <param name="Reason">Why the record changed; null for the first recording.</param>
public sealed record Revision(TreatyAct Act, int Number, DateTimeOffset RecordedAt, bool Annulled = false, string? Reason = null);
