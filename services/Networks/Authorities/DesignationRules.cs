using System.Text.RegularExpressions;
using Contracts;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>What every entry of the directory has to keep to.</summary>
static partial class DesignationRules
{
    /// <summary>Of a name in one language: what fits in a list and on a request.</summary>
    public const int NameLengthMax = 300;

    public static readonly Rule NoteInTheFuture = new("networks/note-in-the-future", "today");

    static readonly Rule speaksForAnotherState = new("networks/speaks-for-another-state", "own", "state"), speaksForNoState = new("networks/speaks-for-another-state#none");
    static readonly Rule nameByLanguage = new("networks/name-by-language"), nameLength = new("networks/name-length", "max"), languageTag = new("networks/language-tag", "tag");
    /// <summary>None of those the platform knows, whoever is party to it.</summary>
    public static readonly Rule InstrumentUnknown = new("networks/instrument-unknown", "instrument");

    static readonly Rule functionNamedTwice = new("networks/function-named-twice"), functionUnknown = new("networks/function-unknown", "instrument", "function", "known"), functionsUnknown = new("networks/function-unknown#none", "instrument");
    static readonly Rule designatesAsParty = new("networks/designates-as-party", "state", "instrument", "day");

    /// <summary>A State is spoken for by its own mission and authorities; the network officer enters what the State's note says.</summary>
    public static Refusal? SpeaksFor(this Asker asker, StateCode state) => asker.Is(Role.NetworkOfficer) || asker.State == state
        ? null
        : asker.State is { } own ? Refusal.Forbidden(speaksForAnotherState.With(own, state), "state") : Refusal.Forbidden(speaksForNoState, "state");

    /// <summary>What is wrong with an entry, if anything.</summary>
    /// <param name="path">Where the entry stands in the request, <c>details.</c>; empty where it is the request.</param>
    public static Refusal? Check(AuthorityDetails details, string path, StateCode state, Register register, DateOnly today) =>
        Refusal.Invalid(Faults(details, path, today)) ?? Refusal.Because(OfNonParties(details, path, state, register, today));

    static IEnumerable<FieldFault> Faults(AuthorityDetails details, string path, DateOnly today)
    {
        foreach (var (language, name) in details.Names)
            if (!LanguageTag().IsMatch(language) || string.IsNullOrWhiteSpace(name))
                yield return new($"{path}names.{language}", nameByLanguage, "BCP 47");
            else if (name.Length > NameLengthMax)
                yield return new($"{path}names.{language}", nameLength.With(NameLengthMax));
        if ((details.Languages ?? []).FirstOrDefault(tag => !LanguageTag().IsMatch(tag)) is { } tag)
            yield return new($"{path}languages", languageTag.With(RefusalValue.Text(tag)), "BCP 47; UNTOC art. 18(14)");
        if (details.Source.Date > today)
            yield return new($"{path}source.date", NoteInTheFuture.With(today));
        if (details.Functions.Distinct().Count() != details.Functions.Count)
            yield return new($"{path}functions", functionNamedTwice);
        for (var index = 0; index < details.Functions.Count; index++)
        {
            var (function, instrument) = details.Functions[index];
            if (DirectoryFunction.Find(function, instrument) is not null)
                continue;
            if (!FinalClauses.All.ContainsKey(instrument))
            {
                yield return new($"{path}functions[{index}].instrument", InstrumentUnknown.With(instrument));
                continue;
            }
            List<RefusalValue> known = [.. DirectoryFunction.All.Where(it => it.Instrument == instrument).Select(it => RefusalValue.Named("function", it.Function, it.Names))];
            yield return new($"{path}functions[{index}]", known.Count == 0 ? functionsUnknown.With(instrument) : functionUnknown.With(instrument, RefusalValue.Text(function), RefusalValue.List(known)));
        }
    }

    /// <remarks>Where no act at all is recorded for an instrument, nobody can be said not to be party.</remarks>
    static IEnumerable<FieldFault> OfNonParties(AuthorityDetails details, string path, StateCode state, Register register, DateOnly today) =>
        from it in details.Functions.Index()
        let instrument = it.Item.Instrument
        where register.Holds(instrument) && register.IsParty(state, instrument, today, Basis.Deposit) == Certainty.No
        select new FieldFault($"{path}functions[{it.Index}].instrument", designatesAsParty.With(state, instrument, today), DirectoryFunction.Find(it.Item.Function, instrument)!.Article.ToString());

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();
}
