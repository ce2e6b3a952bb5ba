using System.Text.Json;
using Contracts;
using Contracts.Treaties;
using Journal;
using Npgsql;
using Processes;

namespace Bench.Journals;

/// <summary>Facts in the shape of the real record, as many as are wanted: the acts of the 197 participants again and again, each time of participants that do not exist, and corrections of them.</summary>
/// <remarks>
/// 89 times 197 codes are all that three letters give. What follows then are corrections that change nothing a follower would react
/// to, so that no participant ever has more acts than the real one it was made from.
/// </remarks>
sealed class RecordShape
{
    readonly List<(ActionDeposited Fact, DateOnly On)> real;
    readonly List<StateCode> participants;

    RecordShape(List<(ActionDeposited, DateOnly)> real)
    {
        this.real = real;
        participants = [.. real.Select(act => act.Item1.State).Distinct().Order()];
    }

    /// <summary>How often the record can be told of participants that do not exist.</summary>
    int Rounds => 26 * 26 * 26 / participants.Count;

    public static async Task<RecordShape> Read(NpgsqlDataSource treaties, CancellationToken cancel) => new(await treaties.Rows(
        "SELECT payload, occurred_on FROM journal WHERE type = 'treaties.action-deposited' AND actor = 'service:treaties' ORDER BY sequence",
        row => (JsonSerializer.Deserialize<ActionDeposited>(row.GetString(0), FactTypes.Json)!, row.GetFieldValue<DateOnly>(1)), cancel));

    /// <summary>The fact of a number, always the same one.</summary>
    /// <param name="number">From 0.</param>
    /// <returns>With its stream and the day it happened.</returns>
    public (string Stream, object Fact, DateOnly On) this[long number]
    {
        get
        {
            var round = number / real.Count;
            var (fact, on) = real[(int)(number % real.Count)];
            var state = Code((int)(round % Rounds) * participants.Count + participants.BinarySearch(fact.State));
            var action = Id(fact.Action, round % Rounds);
            var deposited = fact with { State = state, Action = action, Concerns = fact.Concerns is { } concerned ? Id(concerned, round % Rounds) : null };
            var revision = (int)(round / Rounds);
            return ($"participants/{state}", revision == 0 ? deposited : Corrected(deposited, revision), on);
        }
    }

    static StateCode Code(int number) => StateCode.Parse($"{(char)('A' + number / 676)}{(char)('A' + number / 26 % 26)}{(char)('A' + number % 26)}");

    static Guid Id(Guid real, long round)
    {
        Span<byte> bytes = stackalloc byte[16];
        real.TryWriteBytes(bytes);
        BitConverter.TryWriteBytes(bytes[8..], BitConverter.ToInt64(bytes[8..]) ^ (round + 1) << 16);
        return new Guid(bytes);
    }

    static ActionCorrected Corrected(ActionDeposited fact, int revision) => new()
    {
        Action = fact.Action,
        Instrument = fact.Instrument,
        State = fact.State,
        Kind = fact.Kind,
        DepositedOn = fact.DepositedOn,
        NotBefore = fact.NotBefore,
        NotAfter = fact.NotAfter,
        EffectiveOn = fact.EffectiveOn,
        Provisions = fact.Provisions,
        Concerns = fact.Concerns,
        Territory = fact.Territory,
        Source = fact.Source,
        Flags = fact.Flags,
        Revision = revision,
        Reason = "A note was added.",
    };
}
