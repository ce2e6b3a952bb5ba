using System.ComponentModel.DataAnnotations;
using Contracts;
using ServiceDefaults.Reading;
using TechnicalAssistance.Activities;

namespace TechnicalAssistance.Results;

/// <summary>What came about after assistance: a law, a policy. Says what followed, not what caused it.</summary>
public sealed class Result
{
    public Guid Id { get; init; }
    public ResultKind Kind { get; set; }
    public StateCode State { get; set; }
    public DateOnly AdoptedOn { get; set; }

    /// <summary>What the record says now.</summary>
    public required ResultDetails Details { get; set; }

    /// <summary>Version of its stream.</summary>
    public int Version { get; set; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it was found to have been recorded by mistake; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Why it was withdrawn.</summary>
    public string? WithdrawalReason { get; set; }

    /// <summary>One stream for each result.</summary>
    public static string Stream(Guid result) => $"results/{result}";
}

/// <summary>A correction of a result's record, with what the record said before.</summary>
public sealed class ResultCorrection
{
    public Guid Result { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }
    public required ResultDetails Was { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>A need that a result bears on.</summary>
public sealed class ResultNeed
{
    public Guid Result { get; init; }
    public Guid Need { get; init; }
}

/// <summary>An activity that a result followed.</summary>
public sealed class ResultActivity
{
    public Guid Result { get; init; }
    public Guid Activity { get; init; }
}

/// <summary>What came about. Source: domain, technical assistance, sections 6 and 8. Kinds are only added.</summary>
/// <remarks>Investigations, victims, arrests and seizures are not here: as dated records of one State they would be sensitive; they are published as counts.</remarks>
public enum ResultKind
{
    LawAdopted,

    /// <summary>An existing law was amended.</summary>
    LawAmended,
    RegulationAdopted,
    PolicyAdopted,
    StrategyAdopted,
    CodeOfConductAdopted,

    /// <summary>A declaration or statement of several States, as those of Monrovia, Accra and Abuja.</summary>
    DeclarationAdopted,

    /// <summary>An agreement between authorities, as on the sharing of beneficial ownership data.</summary>
    AgreementSigned,
}

/// <summary>What the record says of a result.</summary>
/// <param name="Title">By language (BCP 47), one at least.</param>
/// <param name="Articles">Provisions it carries out.</param>
/// <param name="AdoptedOn">The day of adoption or signature.</param>
/// <param name="Needs">Needs of the State it bears on.</param>
/// <param name="Activities">Activities for the State that it followed.</param>
/// <param name="Source">Where it can be looked up.</param>
public sealed record ResultDetails(
    ResultKind Kind,
    StateCode State,
    [property: Required, MinLength(1), LongestText(ActivityRules.TitleLengthMax)] IReadOnlyDictionary<string, string> Title,
    DateOnly AdoptedOn,
    [property: Required, StringLength(500, MinimumLength = 1)] string Source,
    [property: MaxLength(100)] IReadOnlyList<ArticleRef>? Articles = null,
    [property: MaxLength(100)] IReadOnlyList<Guid>? Needs = null,
    [property: MaxLength(100)] IReadOnlyList<Guid>? Activities = null)
{
    /// <summary>Whether two records say the same, in whatever order they name it.</summary>
    public bool SaysAs(ResultDetails other) =>
        Record.Same(Title, other.Title) && Record.Same(Articles, other.Articles) && Record.Same(Needs, other.Needs) && Record.Same(Activities, other.Activities)
        && this with { Title = other.Title, Articles = other.Articles, Needs = other.Needs, Activities = other.Activities } == other;
}
