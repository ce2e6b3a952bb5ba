using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using Treaties.Instruments;

namespace Treaties.Actions;

/// <summary>An act as an officer enters it from the depositary's notification.</summary>
/// <param name="State">The State, or the European Union as <c>EUE</c>.</param>
/// <param name="Source">Where it can be looked up, normally the depositary's notification: <c>C.N.123.2026.TREATIES-XVIII.14</c>.</param>
/// <param name="DepositedOn">Day on which the depositary received it; left out where only the bounds are known.</param>
/// <param name="NotBefore">Earliest day on which it may have been received.</param>
/// <param name="NotAfter">Latest day on which it may have been received.</param>
/// <param name="Provisions">Provisions it speaks of: <c>uncac art. 46(13)</c>.</param>
/// <param name="Concerns">The earlier act it withdraws, objects to or takes back.</param>
/// <param name="Territory">Of a territorial application, as the depositary names it.</param>
/// <param name="Note">What the keeper of the record adds.</param>
public sealed record ActEntry(
    StateCode State, TreatyActionKind Kind, [Required, MaxLength(300)] string Source,
    DateOnly? DepositedOn = null, DateOnly? NotBefore = null, DateOnly? NotAfter = null,
    IReadOnlyList<ArticleRef>? Provisions = null, Guid? Concerns = null, [MaxLength(100)] string? Territory = null, [FreeText, MaxLength(1000)] string? Note = null)
{
    public static readonly Rule DateOrBounds = new("treaties/date-or-bounds");
    public static readonly Rule TerritoryOfApplication = new("treaties/territory-of-application");
    public static readonly Rule NoSuchArticle = new("treaties/no-such-article", "instrument", "article");

    /// <summary>Whether it can be read as an act at all; whether the act may be made is judged against the record.</summary>
    /// <param name="path">Where it stands in the request, <c>replacement.</c>; empty where it is the request.</param>
    /// <returns>Null when it can.</returns>
    public Refusal? Unreadable(Instrument instrument, string path = "") => Refusal.Invalid(Faults(instrument, path));

    IEnumerable<FieldFault> Faults(Instrument instrument, string path)
    {
        if (Kind == TreatyActionKind.TerritorialApplication == string.IsNullOrWhiteSpace(Territory))
            yield return new($"{path}territory", TerritoryOfApplication, "VCLT art. 29");
        if (DepositedOn is null ? NotBefore is null || NotAfter is null || NotBefore >= NotAfter : NotBefore is not null || NotAfter is not null)
            yield return new($"{path}depositedOn", DateOrBounds);
        if (Provisions?.FirstOrDefault(provision => provision.Instrument != instrument.Id
            || (instrument.ArticlesComplete && instrument.Articles.All(article => article.Number != provision.Article))) is { } stranger && stranger != default)
            yield return new($"{path}provisions", NoSuchArticle.With(instrument.Id, stranger));
    }

    public TreatyAct ToAct(Guid id, InstrumentId instrument) => new()
    {
        Id = id,
        Instrument = instrument,
        State = State,
        Kind = Kind,
        Date = DepositedOn is { } day ? UncertainDate.On(day) : UncertainDate.Between(NotBefore!.Value, NotAfter!.Value),
        Provisions = Provisions ?? [],
        Concerns = Concerns,
        Territory = Territory,
        Source = Source,
        Note = Note,
    };
}
