using Portal.Directory;
using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Duties;

/// <summary>A designation that a party owes and has not made.</summary>
/// <param name="Function">What the authority is to be for, in kebab case.</param>
/// <param name="Article">Provision that demands it.</param>
/// <param name="Status"><c>overdue</c> or <c>open</c>.</param>
/// <param name="DueBy">Last day in time; null where the instrument sets none.</param>
public sealed record OwedItem(Guid Id, string State, string Instrument, string Function, string Article, string Status, DateOnly? DueBy = null)
{
    public bool IsOverdue => Status == OwedDesignations.Overdue;

    /// <summary>Where it is recorded once the State has named its authority; null for a reader who may only look.</summary>
    public string? AddressFor(Asker asker) => AuthorityForms.IsKeptBy(asker, State) ? RecordDesignation.Address(State, Instrument, Function) : null;
}

/// <summary>The designations that are owed, as Networks tells them to this reader: a State its own, the secretariat all.</summary>
static class OwedDesignations
{
    public const string Overdue = "overdue", Open = "open";

    /// <summary>Who may read them. Nobody else learns that a State is late.</summary>
    public static readonly Role[] Readers = [Role.NetworkOfficer, Role.TreatyOfficer, Role.CentralAuthority, Role.PermanentMission];

    /// <summary>The overdue first, then by the day they are due, those without a day last; then by the State's name in the reader's language.</summary>
    /// <param name="state">Code; null for all that the reader may see.</param>
    /// <param name="instrument">Null for all.</param>
    public static async Task<IReadOnlyList<OwedItem>> Read(Reading reading, Names names, string? state = null, string? instrument = null)
    {
        var of = state is null ? "" : $"&state={Uri.EscapeDataString(state)}";
        var parts = await Task.WhenAll(new[] { Overdue, Open }.Select(status => reading.ReadAll<OwedItem>(UpstreamService.Networks, $"/duties?status={status}{of}")));
        return
        [
            .. parts.SelectMany(it => it).Where(it => instrument is null || it.Instrument == instrument)
                .OrderBy(it => it.IsOverdue ? 0 : 1).ThenBy(it => it.DueBy ?? DateOnly.MaxValue)
                .ThenBy(it => names.Of(it.State), reading.Language.Order)
                .ThenBy(it => names.OfInstrument(it.Instrument), StringComparer.Ordinal).ThenBy(it => it.Function, StringComparer.Ordinal),
        ];
    }

    /// <summary>What authorities are designated for, in the reader's language: the directory's own words, by function.</summary>
    public static async Task<Func<string, string>> Functions(Reading reading)
    {
        var all = await reading.ReadAll<DirectoryFunction>(UpstreamService.Networks, "/functions");
        var known = all.DistinctBy(it => it.Function).ToDictionary(it => it.Function, it => it.Names);
        return function => reading.Language.Of(known.GetValueOrDefault(function))?.Text ?? function.Replace('-', ' ');
    }
}
