using Contracts;

namespace Treaties.States;

/// <summary>Who may take part in the instruments: one of the 197 States of the reference list, or the European Union.</summary>
/// <param name="RegionalGroup">UN regional group: AG, APG, EEG, GRULAC, WEOG; null where it belongs to none.</param>
/// <param name="Region">Region of the UN Statistics Division (M49); null for organizations.</param>
/// <param name="Names">Names by BCP 47 language, the six official languages of the United Nations, none blank.</param>
/// <param name="Footnotes">What must be said wherever the name is printed.</param>
public sealed record Participant(StateCode Code, ParticipantKind Kind, string? RegionalGroup, Region? Region, Region? Subregion, Categories Categories,
    IReadOnlyDictionary<string, string> Names, IReadOnlyList<Footnote> Footnotes)
{
    /// <summary>A State, and so counted towards thresholds, universality and non-parties; an organization is not (UNTOC art. 38(1)).</summary>
    public bool IsState => Kind != ParticipantKind.Reio;
}

/// <summary>Why a participant is on the list.</summary>
public enum ParticipantKind
{
    MemberState,

    /// <summary>Permanent observer at the United Nations: Holy See, State of Palestine.</summary>
    ObserverState,

    /// <summary>In free association with New Zealand: Cook Islands, Niue.</summary>
    FreeAssociation,

    /// <summary>Regional economic integration organization (UNTOC art. 2(j)).</summary>
    Reio,
}

/// <param name="Code">M49 code, three digits.</param>
public sealed record Region(string Code, string Name);

/// <summary>Categories of the United Nations that reports ask for.</summary>
public sealed record Categories(bool LeastDeveloped, bool Landlocked, bool SmallIsland);

/// <param name="Code">State or other code it belongs to; need not be a participant.</param>
public sealed record Footnote(string Code, string Language, string Text, string AppliesTo, string Source);

/// <summary>A name that differs from the base data, and why.</summary>
public sealed record NameDeparture(StateCode Code, string Language, string Name, string Source);

/// <summary>A name that a participant had before.</summary>
/// <param name="Until">The year in which it changed.</param>
public sealed record FormerName(StateCode Code, string Language, string Name, int Until, string Source);

/// <summary>A State's membership of a regional economic integration organization.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null while it lasts.</param>
public sealed record Membership(StateCode Organization, StateCode State, DateOnly From, DateOnly? To, string Source);
