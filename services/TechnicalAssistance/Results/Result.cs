using System.ComponentModel.DataAnnotations;
using Contracts;
using ServiceDefaults.Reading;
using TechnicalAssistance.Activities;

namespace TechnicalAssistance.Results;

/// <summary>What came about after assistance: a law, a policy. Says what followed, not what caused it.</summary>
public sealed class Result
{
    public Guid Id { get; init; }
    public ResultKind Kind { get; init; }
    public StateCode State { get; init; }
    public DateOnly AdoptedOn { get; init; }
    public required ResultDetails Details { get; init; }

    /// <summary>Version of its stream.</summary>
    public int Version { get; set; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>One stream for each result.</summary>
    public static string Stream(Guid result) => $"results/{result}";
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
    [property: MaxLength(100)] IReadOnlyList<Guid>? Activities = null);
