using System.ComponentModel.DataAnnotations;
using Contracts;
using Contracts.Networks;
using ServiceDefaults.Reading;

namespace Networks.Authorities;

/// <summary>A competent national authority as the directory holds it now.</summary>
public sealed class Authority
{
    public Guid Id { get; init; }
    public StateCode State { get; init; }
    public required AuthorityDetails Details { get; set; }

    /// <summary>Version of its stream.</summary>
    public int Version { get; set; }

    /// <summary>Since when the State no longer names it; null while it stands.</summary>
    public DateOnly? WithdrawnOn { get; set; }

    public DateTimeOffset RecordedAt { get; set; }
}

/// <summary>An authority as the directory held it from a moment on. Only ever added.</summary>
public sealed class AuthorityVersion
{
    public Guid Authority { get; init; }
    public int Version { get; init; }
    public required AuthorityDetails Details { get; init; }
    public DateOnly? WithdrawnOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>One function of a standing authority under one instrument.</summary>
public sealed class Designation
{
    public Guid Authority { get; init; }
    public InstrumentId Instrument { get; init; }
    public required string Function { get; init; }
}

/// <summary>What the directory says of an authority. Source of the fields: UNTOC art. 18(13) and (14); CTOC/COP/2016 on the directory, para. 12; A/75, para. 111.</summary>
/// <param name="Territory">Where a State has a distinct authority for a territory (UNTOC art. 18(13)); null for the State as a whole.</param>
/// <param name="Names">The authority's name by language (BCP 47), one at least.</param>
/// <param name="Telephone">Of the office, not of a person; so are the addresses.</param>
/// <param name="Languages">Acceptable languages of requests, BCP 47 (UNTOC art. 18(14)).</param>
/// <param name="ElectronicTransmission">Whether requests may come by electronic means.</param>
/// <param name="UrgentAroundTheClock">Whether urgent requests are taken 24 hours a day, seven days a week.</param>
public sealed record AuthorityDetails(
    [property: Required, MinLength(1), LongestText(DesignationRules.NameLengthMax)] IReadOnlyDictionary<string, string> Names,
    [property: Required, MinLength(1)] IReadOnlyList<DesignatedFunction> Functions,
    NoteVerbale Source,
    [property: StringLength(200)] string? Territory = null,
    [property: StringLength(300)] string? Unit = null,
    [property: StringLength(1000)] string? PostalAddress = null,
    [property: StringLength(60)] string? Telephone = null,
    [property: StringLength(200), EmailAddress] string? Email = null,
    [property: StringLength(500), Url] string? Web = null,
    IReadOnlyList<string>? Languages = null,
    IReadOnlyList<Channel>? Channels = null,
    bool ElectronicTransmission = false,
    bool UrgentAroundTheClock = false);

/// <summary>The diplomatic note by which a State told the secretariat.</summary>
public sealed record NoteVerbale([property: Required, StringLength(200, MinimumLength = 1)] string Reference, DateOnly Date);

/// <summary>Ways in which requests may come. Source: UNTOC art. 18(13).</summary>
public enum Channel
{
    /// <summary>From authority to authority.</summary>
    Direct,
    Diplomatic,

    /// <summary>In urgent circumstances, where the States agree.</summary>
    Interpol,
}
