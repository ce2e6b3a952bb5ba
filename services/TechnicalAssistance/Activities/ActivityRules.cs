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

    const int LongestDonor = 200;
    const long MostMoney = 1_000_000_000_000;

    public static readonly Rule TitleByLanguage = new("technical-assistance/title-by-language"), InstrumentUnknown = new("technical-assistance/instrument-unknown", "instrument"), BeneficiaryIsAState = new("technical-assistance/beneficiary-is-a-state", "state");
    public static readonly Rule NamedTwice = new("technical-assistance/named-twice"), ProgrammeUnknown = new("technical-assistance/programme-unknown", "programme");

    public static readonly Rule Withdrawn = new("technical-assistance/activity-withdrawn", "day"), NothingCorrected = new("technical-assistance/nothing-corrected"), FollowedByResults = new("technical-assistance/followed-by-results", "results");

    static readonly Rule titleLength = new("technical-assistance/title-length", "max"), languageTag = new("technical-assistance/language-tag", "tag"), endsAfterItBegins = new("technical-assistance/ends-after-it-begins"), givenNotPlanned = new("technical-assistance/given-not-planned", "today"), placeOrOnline = new("technical-assistance/place-or-online");
    static readonly Rule articleOfAnotherInstrument = new("technical-assistance/article-of-another-instrument", "article"), needOfABeneficiary = new("technical-assistance/need-of-a-beneficiary");
    static readonly Rule participationsCounted = new("technical-assistance/participations-counted", "max");
    static readonly Rule donorNamed = new("technical-assistance/donor-named", "max"), currencyUnknown = new("technical-assistance/currency-unknown", "currency"), amountOfMoney = new("technical-assistance/amount-of-money", "max", "decimals");
    static readonly Rule preAccessionIsForNonParties = new("technical-assistance/pre-accession-is-for-non-parties", "state", "instrument", "day");

    /// <summary>What is wrong with the record by itself: all of it, each at its field.</summary>
    public static IEnumerable<FieldFault> Check(ActivityDetails details, DateOnly today)
    {
        foreach (var untitled in CheckTitle(details.Title))
            yield return untitled;
        if ((details.Languages ?? []).FirstOrDefault(tag => !LanguageTag().IsMatch(tag)) is { } tag)
            yield return new("languages", languageTag.With(RefusalValue.Text(tag)), "BCP 47");
        if (details.To < details.From)
            yield return new("to", endsAfterItBegins);
        if (details.To > today)
            yield return new("to", givenNotPlanned.With(today));
        if (details.Place is null && !details.Online)
            yield return new("place", placeOrOnline);
        foreach (var twice in Twice(details.Instruments, "instruments").Concat(Twice(details.Beneficiaries, "beneficiaries")))
            yield return twice;
        for (var index = 0; index < details.Instruments.Count; index++)
            if (!FinalClauses.All.ContainsKey(details.Instruments[index]))
                yield return new($"instruments[{index}]", InstrumentUnknown.With(details.Instruments[index]));
        for (var index = 0; index < (details.Articles ?? []).Count; index++)
            if (!details.Instruments.Contains(details.Articles![index].Instrument))
                yield return new($"articles[{index}]", articleOfAnotherInstrument.With(details.Articles[index]));
        for (var index = 0; index < details.Beneficiaries.Count; index++)
            if (!ReferenceList.States.Contains(details.Beneficiaries[index]))
                yield return new($"beneficiaries[{index}]", BeneficiaryIsAState.With(details.Beneficiaries[index]));
        if (details.Programme is { } programme && Programme.Find(programme) is null)
            yield return new("programme", ProgrammeUnknown.With(RefusalValue.Text(programme)));
        foreach (var fault in Twice(details.Needs, "needs").Concat(CheckParticipants(details)).Concat(CheckFunding(details)))
            yield return fault;
    }

    /// <summary>A title stands under the language it is in.</summary>
    public static IEnumerable<FieldFault> CheckTitle(IReadOnlyDictionary<string, string> titles) =>
        titles.Where(title => !LanguageTag().IsMatch(title.Key) || string.IsNullOrWhiteSpace(title.Value)).Select(title => new FieldFault($"title.{title.Key}", TitleByLanguage, "BCP 47"))
            .Concat(titles.Where(title => title.Value.Length > TitleLengthMax).Select(title => new FieldFault($"title.{title.Key}", titleLength.With(TitleLengthMax))));

    /// <summary>One thing is named once.</summary>
    public static IEnumerable<FieldFault> Twice<T>(IReadOnlyList<T>? named, string field)
    {
        if (named is not null && named.Distinct().Count() != named.Count)
            yield return new(field, NamedTwice);
    }

    /// <summary>The needs it answers are needs of its beneficiaries; which there are, only the secretariat may learn from this.</summary>
    public static IEnumerable<FieldFault> CheckNeeds(ActivityDetails details, IReadOnlyList<Need> known) =>
        (details.Needs ?? []).Index().Where(it => !known.Any(need => need.Id == it.Item && details.Beneficiaries.Contains(need.State))).Select(it => new FieldFault($"needs[{it.Index}]", needOfABeneficiary));

    static IEnumerable<FieldFault> CheckParticipants(ActivityDetails details)
    {
        var rows = details.Participants ?? [];
        for (var index = 0; index < rows.Count; index++)
        {
            // Who takes part need not come from a State that the activity is for.
            if (!ReferenceList.States.Contains(rows[index].State))
                yield return new($"participants[{index}].state", BeneficiaryIsAState.With(rows[index].State));
            if (rows[index] is { Female: < 0 or > MostParticipations } or { Male: < 0 or > MostParticipations } or { NotStated: < 0 or > MostParticipations } or { Female: 0, Male: 0, NotStated: 0 })
                yield return new($"participants[{index}]", participationsCounted.With(MostParticipations));
        }
        foreach (var twice in Twice([.. rows.Select(row => row.State)], "participants"))
            yield return twice;
    }

    static IEnumerable<FieldFault> CheckFunding(ActivityDetails details)
    {
        var lines = details.Funding ?? [];
        for (var index = 0; index < lines.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(lines[index].Donor) || lines[index].Donor.Length > LongestDonor)
                yield return new($"funding[{index}].donor", donorNamed.With(LongestDonor));
            if (Currency.Find(lines[index].Currency) is not { SmallestUnit: { } decimals })
                yield return new($"funding[{index}].currency", currencyUnknown.With(RefusalValue.Text(lines[index].Currency)), "ISO 4217");
            else if (lines[index].Amount is <= 0 or > MostMoney || decimal.Round(lines[index].Amount, decimals) != lines[index].Amount)
                yield return new($"funding[{index}].amount", amountOfMoney.With(MostMoney, decimals), "ISO 4217");
        }
    }

    /// <summary>Who is party for certain on the first day needs no help to join.</summary>
    public static IEnumerable<FieldFault> CheckCandidates(ActivityDetails details, Register register) => details.Kind != ActivityKind.PreAccession ? [] :
        from instrument in details.Instruments
        from it in details.Beneficiaries.Index()
        where register.IsParty(it.Item, instrument, details.From, Basis.Deposit) == Certainty.Certain
        select new FieldFault($"beneficiaries[{it.Index}]", preAccessionIsForNonParties.With(it.Item, instrument, details.From));

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();
}
