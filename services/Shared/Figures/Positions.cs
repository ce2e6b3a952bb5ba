using Journal.Relaying;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Figures;

/// <summary>Up to which positions of its journal a service can be read.</summary>
public static class Positions
{
    static readonly Rule notThere = new("figures/position", "position");

    /// <summary>What is wrong with the positions that are asked for, if anything.</summary>
    /// <remarks>
    /// How far the journal has come is for the secretariat: whoever else asks beyond it is answered as before, since a refusal that
    /// ends one day would tell that something was recorded (docs/decisions/0009).
    /// </remarks>
    public static async Task<Refusal?> Misasked(JournalReader journal, Asker asker, CancellationToken cancel, params (long? At, string Field)[] asked)
    {
        var last = asker.IsOfTheSecretariat() && asked.Any(it => it.At > 0) ? await journal.ReadPosition(cancel) : long.MaxValue;
        return Refusal.All(asked.Where(it => it.At < 0 || it.At > last).Select(it => Refusal.Invalid(notThere.With(it.At!.Value), it.Field)));
    }
}
