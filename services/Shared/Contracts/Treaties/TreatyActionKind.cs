using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contracts.Treaties;

/// <summary>What a State or organization did towards an instrument. In JSON and addresses in kebab case: <c>withdrawal-of-reservation</c>.</summary>
/// <remarks>Source: Vienna Convention on the Law of Treaties (VCLT) arts. 2, 11 to 23, 54 to 56, 67, 68, 77; the instruments' final clauses. Kinds are only added.</remarks>
[JsonConverter(typeof(KebabCase))]
public enum TreatyActionKind
{
    /// <summary>Opens the way to ratification; does not bind (VCLT art. 18).</summary>
    Signature,

    /// <summary>Consent to be bound by a signatory (VCLT art. 14).</summary>
    Ratification,

    /// <summary>Same effect as ratification.</summary>
    Acceptance,

    /// <summary>Same effect as ratification.</summary>
    Approval,

    /// <summary>Consent to be bound by an organization (1988 Convention art. 27).</summary>
    FormalConfirmation,

    /// <summary>Consent to be bound without signature (VCLT art. 15).</summary>
    Accession,

    /// <summary>A successor State takes the place of its predecessor.</summary>
    Succession,

    Declaration,
    Reservation,
    Objection,
    WithdrawalOfDeclaration,
    WithdrawalOfReservation,
    WithdrawalOfObjection,

    /// <summary>Information an instrument demands, such as the name of a central authority.</summary>
    Notification,

    /// <summary>Anything else a participant told the depositary.</summary>
    Communication,

    /// <summary>Announces the end of participation; takes effect as the instrument says.</summary>
    Denunciation,

    /// <summary>Denunciation under the other name the law of treaties gives it (VCLT arts. 54, 56).</summary>
    Withdrawal,

    /// <summary>Takes back a denunciation before it takes effect (VCLT art. 68).</summary>
    WithdrawalOfDenunciation,

    /// <summary>Extends the instrument to a territory, or says which territories it covers (VCLT art. 29).</summary>
    TerritorialApplication,

    NameChange,

    /// <summary>The depositary corrects the text or its record by procès-verbal (VCLT art. 79).</summary>
    Correction,
}

/// <summary>How kinds are written, and what they have in common.</summary>
public static class TreatyActionKinds
{
    static readonly Dictionary<string, TreatyActionKind> ByName = Enum.GetValues<TreatyActionKind>().ToDictionary(Written);

    /// <summary>The kebab-case name used in JSON, addresses and files.</summary>
    public static string Written(this TreatyActionKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public static bool TryParse([NotNullWhen(true)] string? written, out TreatyActionKind kind)
    {
        kind = default;
        return written is not null && ByName.TryGetValue(written, out kind);
    }

    /// <summary>Whether the act expresses consent to be bound (VCLT art. 11), and so may make a party.</summary>
    public static bool IsConsentToBeBound(this TreatyActionKind kind) => kind is TreatyActionKind.Ratification or TreatyActionKind.Acceptance or TreatyActionKind.Approval
        or TreatyActionKind.FormalConfirmation or TreatyActionKind.Accession or TreatyActionKind.Succession;

    /// <summary>Whether the act announces the end of participation (VCLT art. 54).</summary>
    public static bool EndsParticipation(this TreatyActionKind kind) => kind is TreatyActionKind.Denunciation or TreatyActionKind.Withdrawal;
}

/// <summary>Kinds as kebab-case text, never as numbers.</summary>
public sealed class KebabCase() : JsonStringEnumConverter<TreatyActionKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
