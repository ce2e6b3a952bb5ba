using System.ComponentModel.DataAnnotations;
using Contracts;
using TechnicalAssistance.Needs;

namespace TechnicalAssistance.Requests;

/// <summary>A State asks for assistance: for needs found in a review of it, or directly.</summary>
public sealed class AssistanceRequest
{
    public Guid Id { get; init; }
    public StateCode State { get; init; }
    public InstrumentId Instrument { get; init; }
    public required IReadOnlyList<ArticleRef> Articles { get; init; }
    public NeedKind Kind { get; init; }

    /// <summary>What the State wrote: a confidential text.</summary>
    public Guid Description { get; init; }

    /// <summary>The note verbale it came with.</summary>
    public required NoteVerbale Note { get; init; }

    /// <summary>Null while it waits for a decision; made once.</summary>
    public DecisionKind? DecisionKind { get; set; }
    public DateOnly? DecidedOn { get; set; }

    /// <summary>The programme it was accepted into.</summary>
    public string? Programme { get; set; }

    /// <summary>Why it was declined or referred: a confidential text.</summary>
    public Guid? Reason { get; set; }

    /// <summary>Who it was referred to: a confidential text.</summary>
    public Guid? ReferredTo { get; set; }

    /// <summary>Version of its stream.</summary>
    public int Version { get; set; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>One stream for each request; its confidential texts are kept, and erased, under the same name.</summary>
    public static string Stream(Guid request) => $"requests/{request}";
}

/// <summary>A need that a request is to answer.</summary>
public sealed class RequestNeed
{
    public Guid Request { get; init; }
    public Guid Need { get; init; }
}

/// <summary>The diplomatic note by which a State told the secretariat.</summary>
public sealed record NoteVerbale([property: Required, StringLength(200, MinimumLength = 1)] string Reference, DateOnly Date);

/// <summary>What was decided on a request. Source: domain, technical assistance, section 2; CAC/COSP/2017, note on technical assistance, paras. 31 and 94.</summary>
public enum DecisionKind
{
    /// <summary>Into a programme of the register.</summary>
    Accepted,

    /// <summary>To a donor, a partner or another State: the secretariat brings them together and does not itself provide.</summary>
    Referred,
    Declined,
}
