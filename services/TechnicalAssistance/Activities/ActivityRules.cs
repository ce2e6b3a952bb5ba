using System.Text.RegularExpressions;
using Parties;
using ServiceDefaults.Answers;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Registers;

namespace TechnicalAssistance.Activities;

/// <summary>What every record of an activity has to keep to.</summary>
static partial class ActivityRules
{
    /// <summary>Of a title in one language: what fits in a table and a list.</summary>
    public const int TitleLengthMax = 300;

    /// <summary>Of one sex from one State in one activity; more is a slip of the pen.</summary>
    const int MostParticipations = 1_000_000;

    /// <summary>What is wrong with the record by itself, if anything.</summary>
    public static Refusal? Check(ActivityDetails details, DateOnly today)
    {
        if (CheckTitle(details.Title) is { } untitled)
            return untitled;
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
        return CheckProgramme(details) ?? CheckParticipants(details) ?? CheckFunding(details);
    }

    /// <summary>A title stands under the language it is in.</summary>
    public static Refusal? CheckTitle(IReadOnlyDictionary<string, string> titles) =>
        titles.FirstOrDefault(title => !LanguageTag().IsMatch(title.Key) || string.IsNullOrWhiteSpace(title.Value)) is { Key: { } language }
            ? Refusal.Invalid("technical-assistance/title-by-language", $"title.{language}", "A title that is not blank is wanted under a language tag, as in en or zh-Hant.", "BCP 47")
            : titles.FirstOrDefault(title => title.Value.Length > TitleLengthMax) is { Key: { } tooLong }
                ? Refusal.Invalid("technical-assistance/title-length", $"title.{tooLong}", $"A title has at most {TitleLengthMax} characters in each language.")
                : null;

    /// <summary>The needs it answers are needs of its beneficiaries; which there are, only the secretariat may learn from this.</summary>
    public static Refusal? CheckNeeds(ActivityDetails details, IReadOnlyList<Need> known)
    {
        for (var index = 0; index < (details.Needs ?? []).Count; index++)
            if (!known.Any(need => need.Id == details.Needs![index] && details.Beneficiaries.Contains(need.State)))
                return Refusal.Invalid("technical-assistance/need-of-a-beneficiary", $"needs[{index}]", $"No beneficiary of the activity has a need {details.Needs![index]}.");
        return null;
    }

    static Refusal? CheckProgramme(ActivityDetails details)
    {
        if (details.Programme is { } programme && Programme.Find(programme) is null)
            return Refusal.Invalid("technical-assistance/programme-unknown", "programme", $"There is no programme '{programme}': see /programmes.");
        return details.Needs is { } needs && needs.Distinct().Count() != needs.Count
            ? Refusal.Invalid("technical-assistance/named-twice", "needs", "A need is named twice.")
            : null;
    }

    static Refusal? CheckParticipants(ActivityDetails details)
    {
        var rows = details.Participants ?? [];
        for (var index = 0; index < rows.Count; index++)
        {
            if (!details.Beneficiaries.Contains(rows[index].State))
                return Refusal.Invalid("technical-assistance/participants-of-beneficiaries", $"participants[{index}].state", $"{rows[index].State} is no beneficiary of the activity.");
            if (rows[index] is { Female: < 0 or > MostParticipations } or { Male: < 0 or > MostParticipations } or { NotStated: < 0 or > MostParticipations } or { Female: 0, Male: 0, NotStated: 0 })
                return Refusal.Invalid("technical-assistance/participations-counted", $"participants[{index}]", $"Participations are counted from 0 to {MostParticipations}, and a State with none is left out.");
        }
        return rows.Select(row => row.State).Distinct().Count() != rows.Count
            ? Refusal.Invalid("technical-assistance/named-twice", "participants", "A State is named twice.")
            : null;
    }

    static Refusal? CheckFunding(ActivityDetails details)
    {
        var lines = details.Funding ?? [];
        for (var index = 0; index < lines.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(lines[index].Donor))
                return Refusal.Invalid("technical-assistance/donor-named", $"funding[{index}].donor", "Name the State, organization or company that paid.");
            if (Currency.Find(lines[index].Currency) is not { SmallestUnit: { } decimals })
                return Refusal.Invalid("technical-assistance/currency-unknown", $"funding[{index}].currency", $"'{lines[index].Currency}' is no currency that money is paid in.", "ISO 4217");
            if (lines[index].Amount is <= 0 or > 1_000_000_000_000 || decimal.Round(lines[index].Amount, decimals) != lines[index].Amount)
                return Refusal.Invalid("technical-assistance/amount-of-money", $"funding[{index}].amount", $"An amount above zero is wanted, with {decimals} decimals at most.", "ISO 4217");
        }
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
