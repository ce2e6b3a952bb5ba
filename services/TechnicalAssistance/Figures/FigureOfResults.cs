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

    public override string Definition => "Laws, amendments, regulations, policies, strategies and codes of conduct that States adopted in the period after they were assisted. It says what followed, not what caused it.";

    public override string Unit => "laws and policies";

    public override IReadOnlyList<Type> Facts => [typeof(ResultReported)];

    public override IReadOnlyList<string> Dimensions => ["kind", "state"];

    public override bool OfPeriod => true;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        foreach (var happened in stream)
            if (happened.Fact is ResultReported result && counted.Contains(result.Kind))
                yield return new Counted(happened.Stream, happened.On, new Dictionary<string, string> { ["kind"] = result.Kind, ["state"] = $"{result.State}" }) { State = $"{result.State}" };
    }
}
