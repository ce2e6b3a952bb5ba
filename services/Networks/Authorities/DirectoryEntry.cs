using Contracts;
using Contracts.Networks;
using ServiceDefaults.Access;

namespace Networks.Authorities;

/// <summary>An authority as an asker sees it: everyone its name, functions and State; practitioners how to reach it.</summary>
/// <param name="Contact">Null for those who are no practitioners.</param>
public sealed record DirectoryEntry(
    Guid Id, StateCode State, string? Territory, IReadOnlyDictionary<string, string> Names, IReadOnlyList<DesignatedFunction> Functions, DateOnly? WithdrawnOn, int Version, Contact? Contact)
{
    /// <summary>Those whose work the directory serves. Source: architecture, access follows the field.</summary>
    static readonly Role[] practitioners = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert];

    public static bool IsPractitioner(Asker asker) => asker.Is(practitioners);

    public static DirectoryEntry For(Asker asker, Authority authority) => Of(authority.Id, authority.State, authority.Details, authority.WithdrawnOn, authority.Version, IsPractitioner(asker));

    public static DirectoryEntry Of(Guid id, StateCode state, AuthorityDetails details, DateOnly? withdrawnOn, int version, bool withContact) =>
        new(id, state, details.Territory, details.Names, details.Functions, withdrawnOn, version, withContact
            ? new(details.Unit, details.PostalAddress, details.Telephone, details.Email, details.Web, details.Languages ?? [], details.Channels ?? [], details.ElectronicTransmission, details.UrgentAroundTheClock, details.Source)
            : null);
}

/// <summary>How to reach an authority, and how it wants to be asked.</summary>
public sealed record Contact(
    string? Unit, string? PostalAddress, string? Telephone, string? Email, string? Web, IReadOnlyList<string> Languages, IReadOnlyList<Channel> Channels,
    bool ElectronicTransmission, bool UrgentAroundTheClock, NoteVerbale Source);
