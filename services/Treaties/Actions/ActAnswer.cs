using Contracts;
using Contracts.Treaties;
using Treaties.States;
using Treaties.Status;

namespace Treaties.Actions;

/// <summary>An act as answers show it.</summary>
/// <param name="Id">The act, the same through all its corrections.</param>
/// <param name="Name">The participant's name in the language asked for.</param>
/// <param name="DepositedOn">Day on which the depositary received it; null where only the bounds are known.</param>
/// <param name="EffectiveOn">Day on which it takes effect; null while that cannot be said, and for acts that have no such day.</param>
/// <param name="Calculation">How that day follows, one sentence a line, each with its article.</param>
/// <param name="Steps">The calculation for programs, a step for each line.</param>
/// <param name="Flags">Names of the rules it breaks or leaves open.</param>
public sealed record ActAnswer(
    Guid Id, InstrumentId Instrument, StateCode State, string Name, TreatyActionKind Kind,
    DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter,
    DateOnly? EffectiveOn, DateOnly? EffectiveNotBefore, DateOnly? EffectiveNotAfter, IReadOnlyList<string> Calculation,
    IReadOnlyList<ArticleRef> Provisions, Guid? Concerns, string? Territory, string Source, string? Note, IReadOnlyList<string> Flags, IReadOnlyList<Step> Steps)
{
    /// <param name="record">The record with the act on it.</param>
    public static ActAnswer Of(TreatyRecord record, TreatyAct act, ParticipantRegister register, Language language)
    {
        var effect = Effect.Of(record, act);
        return new(act.Id, act.Instrument, act.State, register.NameOf(act.State, language), act.Kind,
            act.Date.Day, act.Date.EarliestIfOpen, act.Date.LatestIfOpen,
            effect.On?.Day, effect.On?.EarliestIfOpen, effect.On?.LatestIfOpen, effect.Steps.LinesIn(language.Tongue),
            act.Provisions, act.Concerns, act.Territory, act.Source, act.Note, Consistency.RulesOf(record, act), effect.Steps.StepsIn(language.Tongue));
    }
}
