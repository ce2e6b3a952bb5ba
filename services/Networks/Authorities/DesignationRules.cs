using System.Text.RegularExpressions;
using Contracts;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>What every entry of the directory has to keep to.</summary>
static partial class DesignationRules
{
    /// <summary>A State is spoken for by its own mission and authorities; the network officer enters what the State's note says.</summary>
    public static Refusal? SpeaksFor(this Asker asker, StateCode state) => asker.Is(Role.NetworkOfficer) || asker.State == state
        ? null
        : new Refusal(StatusCodes.Status403Forbidden, "networks/speaks-for-another-state", "state", $"You speak for {asker.State}, not for {state}.");

    /// <summary>What is wrong with an entry, if anything.</summary>
    /// <param name="path">Where the entry stands in the request, <c>details.</c>; empty where it is the request.</param>
    public static Refusal? Check(AuthorityDetails details, string path, StateCode state, Register register, DateOnly today)
    {
        if (details.Names.FirstOrDefault(name => !LanguageTag().IsMatch(name.Key) || string.IsNullOrWhiteSpace(name.Value)) is { Key: { } language })
            return Refusal.Invalid("networks/name-by-language", $"{path}names.{language}", "A name that is not blank is wanted under a language tag, as in en or zh-Hant.", "BCP 47");
        if ((details.Languages ?? []).FirstOrDefault(tag => !LanguageTag().IsMatch(tag)) is { } tag)
            return Refusal.Invalid("networks/language-tag", $"{path}languages", $"'{tag}' is no language tag, as en or zh-Hant are.", "BCP 47; UNTOC art. 18(14)");
        if (details.Source.Date > today)
            return Refusal.Invalid("networks/note-in-the-future", $"{path}source.date", $"The note verbale bears a date after today, {today:yyyy-MM-dd}.");
        if (details.Functions.Distinct().Count() != details.Functions.Count)
            return Refusal.Invalid("networks/function-named-twice", $"{path}functions", "A function is named twice for the same instrument.");

        for (var index = 0; index < details.Functions.Count; index++)
        {
            var (function, instrument) = details.Functions[index];
            if (DirectoryFunction.Find(function, instrument) is not { } known)
                return Refusal.Invalid("networks/function-unknown", $"{path}functions[{index}]", $"{instrument} knows no authority for '{function}'. It knows: {Known(instrument)}.");

            // Where no act at all is recorded for an instrument, nobody can be said not to be party.
            if (register.Holds(instrument) && register.IsParty(state, instrument, today, Basis.Deposit) == Certainty.No)
                return Refusal.Because("networks/designates-as-party", $"{path}functions[{index}].instrument", $"{state} is not party to {instrument} as of {today:yyyy-MM-dd}: only parties designate authorities under it.", known.Article.ToString());
        }
        return null;
    }

    static string Known(InstrumentId instrument) => string.Join(", ", DirectoryFunction.All.Where(known => known.Instrument == instrument).Select(known => known.Function).DefaultIfEmpty("none"));

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();
}
