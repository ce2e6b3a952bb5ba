using System.Text.RegularExpressions;
using Parties;
using ServiceDefaults.Answers;
using TechnicalAssistance.Candidates;

namespace TechnicalAssistance.Activities;

/// <summary>What every record of an activity has to keep to.</summary>
static partial class ActivityRules
{
    /// <summary>What is wrong with the record by itself, if anything.</summary>
    public static Refusal? Check(ActivityDetails details, DateOnly today)
    {
        if (details.Title.FirstOrDefault(title => !LanguageTag().IsMatch(title.Key) || string.IsNullOrWhiteSpace(title.Value)) is { Key: { } language })
            return Refusal.Invalid("technical-assistance/title-by-language", $"title.{language}", "A title that is not blank is wanted under a language tag, as in en or zh-Hant.", "BCP 47");
        if ((details.Languages ?? []).FirstOrDefault(tag => !LanguageTag().IsMatch(tag)) is { } tag)
            return Refusal.Invalid("technical-assistance/language-tag", "languages", $"'{tag}' is no language tag, as en or zh-Hant are.", "BCP 47");
        if (details.To < details.From)
            return Refusal.Invalid("technical-assistance/ends-after-it-begins", "to", "It ends before it begins.");
        if (details.To > today)
            return Refusal.Invalid("technical-assistance/given-not-planned", "to", $"It ends after today, {today:yyyy-MM-dd}: what is recorded here has been given.");
        if (details.Place is null && !details.Online)
            return Refusal.Invalid("technical-assistance/place-or-online", "place", "Name the place, or say that it was held online.");
        if (details.Instruments.Distinct().Count() != details.Instruments.Count || details.Beneficiaries.Distinct().Count() != details.Beneficiaries.Count)
            return Refusal.Invalid("technical-assistance/named-twice", details.Instruments.Distinct().Count() != details.Instruments.Count ? "instruments" : "beneficiaries", "Something is named twice.");

        for (var index = 0; index < details.Instruments.Count; index++)
            if (!FinalClauses.All.ContainsKey(details.Instruments[index]))
                return Refusal.Invalid("technical-assistance/instrument-unknown", $"instruments[{index}]", $"There is no instrument {details.Instruments[index]}.");
        for (var index = 0; index < (details.Articles ?? []).Count; index++)
            if (!details.Instruments.Contains(details.Articles![index].Instrument))
                return Refusal.Invalid("technical-assistance/article-of-another-instrument", $"articles[{index}]", $"{details.Articles[index]} is of an instrument the activity does not name.");
        for (var index = 0; index < details.Beneficiaries.Count; index++)
            if (!ReferenceList.States.Contains(details.Beneficiaries[index]))
                return Refusal.Invalid("technical-assistance/beneficiary-is-a-state", $"beneficiaries[{index}]", $"{details.Beneficiaries[index]} is none of the {ReferenceList.States.Count} States of the reference list.");
        return null;
    }

    /// <summary>Who is party for certain on the first day needs no help to join.</summary>
    public static Refusal? CheckCandidates(ActivityDetails details, Register register)
    {
        if (details.Kind != ActivityKind.PreAccession)
            return null;
        foreach (var instrument in details.Instruments)
            for (var index = 0; index < details.Beneficiaries.Count; index++)
                if (register.IsParty(details.Beneficiaries[index], instrument, details.From, Basis.Deposit) == Certainty.Certain)
                    return Refusal.Because("technical-assistance/pre-accession-is-for-non-parties", $"beneficiaries[{index}]", $"{details.Beneficiaries[index]} was party to {instrument} on {details.From:yyyy-MM-dd} already.");
        return null;
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();
}
