using Contracts;
using Contracts.Networks;
using Figures;

namespace Networks.Figures;

/// <summary>What a standing authority is designated for, out of the facts of its stream.</summary>
static class StandingDesignations
{
    public static readonly IReadOnlyList<Type> Facts = [typeof(AuthorityDesignated), typeof(AuthorityKeptCurrent), typeof(AuthorityWithdrawn)];

    /// <summary><c>designation</c> is function and instrument together, as the published counts of the directory have it: <c>mutual-legal-assistance uncac</c>.</summary>
    public static readonly IReadOnlyList<string> Dimensions = ["designation", "function", "instrument", "state"];

    /// <summary>One record for each function under each instrument that stands, since the day of the note that named it.</summary>
    public static IEnumerable<Counted> Count(IReadOnlyList<Happened> stream)
    {
        StateCode state = default;
        var since = new Dictionary<DesignatedFunction, DateOnly>();
        foreach (var happened in stream)
            switch (happened.Fact)
            {
                case AuthorityDesignated fact:
                    state = fact.State;
                    Stand(fact.Functions, happened.On);
                    break;
                case AuthorityKeptCurrent fact:
                    state = fact.State;
                    Stand(fact.Functions, happened.On);
                    break;
                case AuthorityWithdrawn:
                    since.Clear();
                    break;
            }
        return since.OrderBy(it => it.Key.Function, StringComparer.Ordinal).ThenBy(it => it.Key.Instrument).Select(it => new Counted(
            $"{stream[0].Stream}#{it.Key.Function} {it.Key.Instrument}", it.Value,
            new Dictionary<string, string> { ["designation"] = $"{it.Key.Function} {it.Key.Instrument}", ["function"] = it.Key.Function, ["instrument"] = it.Key.Instrument.ToString(), ["state"] = state.ToString() })
        { State = state.ToString(), Once = stream[0].Stream });

        void Stand(IReadOnlyList<DesignatedFunction> functions, DateOnly on)
        {
            foreach (var dropped in since.Keys.Except(functions).ToList())
                since.Remove(dropped);
            foreach (var function in functions)
                since.TryAdd(function, on);
        }
    }
}
