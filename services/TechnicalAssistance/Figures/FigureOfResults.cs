using Figures;
using ServiceDefaults.Answers;
using TechnicalAssistance.Results;

namespace TechnicalAssistance.Figures;

/// <summary>Laws, policies and the like that came about after assistance.</summary>
sealed class LawsAdopted : Figure
{
    /// <summary>What a State binds itself or its officials by; a declaration or an agreement between authorities is neither.</summary>
    static readonly HashSet<string> counted = [.. new[]
    {
        ResultKind.LawAdopted, ResultKind.LawAmended, ResultKind.RegulationAdopted, ResultKind.PolicyAdopted, ResultKind.StrategyAdopted, ResultKind.CodeOfConductAdopted,
    }.Select(kind => new Word<ResultKind>(kind).ToString())];

    public override string Name => "laws-adopted";

    public override string Definition => "Laws, amendments, regulations, policies, strategies and codes of conduct that States adopted in the period after they were assisted. It says what followed, not what caused it. What was withdrawn is not counted.";

    public override string Unit => "laws and policies";

    public override IReadOnlyList<Type> Facts => [typeof(ResultReported), typeof(ResultCorrected), typeof(ResultWithdrawn)];

    public override IReadOnlyList<string> Dimensions => ["kind", "state"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted =>
        [new("states-that-adopted-laws", "States that adopted a law, an amendment, a regulation, a policy, a strategy or a code of conduct in the period after they were assisted, each once. It says what followed, not what caused it.")];

    public override bool OfPeriod => true;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        var now = stream[^1];
        var result = now.Fact switch
        {
            ResultReported it => (it.Kind, State: $"{it.State}", AdoptedOn: now.On),
            ResultCorrected it => (it.Kind, $"{it.State}", it.AdoptedOn),
            _ => default((string Kind, string State, DateOnly AdoptedOn)?),
        };
        if (result is { } said && said.AdoptedOn <= asOf && counted.Contains(said.Kind))
            yield return new Counted(now.Stream, said.AdoptedOn, new Dictionary<string, string> { ["kind"] = said.Kind, ["state"] = said.State }) { State = said.State };
    }
}
