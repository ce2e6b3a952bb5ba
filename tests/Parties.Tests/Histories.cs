using Contracts;
using Contracts.Treaties;

namespace Parties.Tests;

/// <summary>Random histories of deposits, corrections and annulments, as <c>treaties</c> would publish them. The seed says it all.</summary>
static class Histories
{
    public static readonly IReadOnlyList<StateCode> States = [.. "KEN UGA TZA RWA BDI EUE".Split(' ').Select(code => StateCode.Parse(code))];
    public static readonly IReadOnlyList<InstrumentId> Instruments = [.. "untoc untoc-tip untoc-som untoc-firearms uncac".Split(' ').Select(id => InstrumentId.Parse(id))];

    static readonly TreatyActionKind[] kinds =
    [
        TreatyActionKind.Signature, TreatyActionKind.Ratification, TreatyActionKind.Accession, TreatyActionKind.Accession, TreatyActionKind.Succession, TreatyActionKind.Declaration,
        TreatyActionKind.Denunciation, TreatyActionKind.Withdrawal, TreatyActionKind.WithdrawalOfDenunciation,
    ];

    /// <returns>Facts in the order of recording, which is not the order of the days.</returns>
    public static List<object> Of(int seed, int acts)
    {
        var random = new Random(seed);
        var standing = new List<ActionCorrected>();
        var facts = new List<object>();
        for (var number = 0; number < acts; number++)
        {
            if (standing.Count > 0 && random.Next(5) == 0)
            {
                var index = random.Next(standing.Count);
                var corrected = Dated(standing[index], random) with { Kind = Any(kinds, random), Annulled = random.Next(3) == 0, Revision = standing[index].Revision + 1 };
                facts.Add(standing[index] = corrected);
                continue;
            }
            var act = Dated(new ActionCorrected
            {
                Action = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                State = Any(States, random),
                Instrument = Any(Instruments, random),
                Kind = Any(kinds, random),
                Source = "random",
                Reason = "random",
                Revision = 0,
            }, random);
            standing.Add(act);
            facts.Add(new ActionDeposited
            {
                Action = act.Action,
                State = act.State,
                Instrument = act.Instrument,
                Kind = act.Kind,
                DepositedOn = act.DepositedOn,
                NotBefore = act.NotBefore,
                NotAfter = act.NotAfter,
                Source = act.Source,
            });
        }
        return facts;
    }

    /// <summary>What stands in the end: of each act the last thing said of it.</summary>
    public static List<ActionCorrected> Standing(IEnumerable<object> facts)
    {
        var standing = new Dictionary<Guid, ActionCorrected>();
        foreach (var fact in facts)
            if (fact is ActionCorrected corrected)
                standing[corrected.Action] = corrected;
            else if (fact is ActionDeposited deposited)
                standing[deposited.Action] = new()
                {
                    Action = deposited.Action,
                    State = deposited.State,
                    Instrument = deposited.Instrument,
                    Kind = deposited.Kind,
                    DepositedOn = deposited.DepositedOn,
                    NotBefore = deposited.NotBefore,
                    NotAfter = deposited.NotAfter,
                    Source = deposited.Source,
                    Reason = "",
                    Revision = 0,
                };
        return [.. standing.Values];
    }

    public static DateOnly Day(Random random) => new DateOnly(2001, 1, 1).AddDays(random.Next(20 * 365));

    static ActionCorrected Dated(ActionCorrected act, Random random)
    {
        var day = Day(random);
        return random.Next(4) == 0
            ? act with { DepositedOn = null, NotBefore = day, NotAfter = day.AddDays(random.Next(1, 900)) }
            : act with { DepositedOn = day, NotBefore = null, NotAfter = null };
    }

    static T Any<T>(IReadOnlyList<T> of, Random random) => of[random.Next(of.Count)];
}
