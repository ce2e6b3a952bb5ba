namespace FaultCampaign.Faults;

/// <summary>Draws which faults strike whom, when and for how long: all of it from the seed and nothing else.</summary>
static class Plan
{
    /// <summary>The first seconds are left alone, so that there is something to disturb.</summary>
    const double FirstAfterSeconds = 5;

    /// <param name="count">How many.</param>
    /// <param name="everySeconds">Mean time from the beginning of one to the beginning of the next. They overlap where they last longer.</param>
    public static IReadOnlyList<PlannedFault> Draw(int seed, int count, double everySeconds, IReadOnlyList<FaultKind> kinds)
    {
        var random = new Random(seed);
        var plan = new List<PlannedFault>(count);
        var deck = new Queue<FaultKind>();
        var at = FirstAfterSeconds;
        for (var number = 1; number <= count; number++)
        {
            // Decks of every kind, shuffled: none is left out of a campaign that has room for all.
            if (deck.Count == 0)
                deck = new Queue<FaultKind>(Shuffled(kinds, random));
            var kind = deck.Dequeue();
            plan.Add(new(number, kind.Name, Math.Round(at, 1), Math.Round(kind.Lasts(random), 1), kind.Whom(random), kind.How(random)));
            at += everySeconds * (0.25 + 1.5 * random.NextDouble());
        }
        return plan;
    }

    static FaultKind[] Shuffled(IReadOnlyList<FaultKind> kinds, Random random)
    {
        FaultKind[] all = [.. kinds];
        random.Shuffle(all);
        return all;
    }
}

/// <summary>One fault, as the seed drew it.</summary>
/// <param name="Number">From 1, in the order of the plan.</param>
/// <param name="AtSeconds">When it begins, from the beginning of the load.</param>
/// <param name="LastsSeconds">How long it lasts before it is taken back; 0 for a kill, which ends at once.</param>
/// <param name="Whom">What it strikes: a process, a service, a server.</param>
/// <param name="How">Which of several ways, where there are several.</param>
sealed record PlannedFault(int Number, string Kind, double AtSeconds, double LastsSeconds, string Whom, string How = "");
