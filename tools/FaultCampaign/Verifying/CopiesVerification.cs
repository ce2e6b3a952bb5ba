using Contracts.Treaties;
using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Verifying;

/// <summary>Works out from the journals what every copy has to hold, and compares row by row.</summary>
sealed class CopiesVerification(ServicesUnderFault services, Broken broken)
{
    const string Promise = "A copy is not what the journals imply";

    /// <summary>What was last said of each act, as text: the same columns in the same order as the copy is read.</summary>
    const string Implied =
        """
        SELECT DISTINCT ON (payload::json->>'action') payload::json->>'action', payload::json->>'kind',
               concat_ws(' ', payload::json->>'instrument', payload::json->>'state', payload::json->>'kind', coalesce(payload::json->>'depositedOn', '-'), coalesce(payload::json->>'effectiveOn', '-'), coalesce(payload::json->>'annulled', 'false'), position)
        FROM journal WHERE type IN ('treaties.action-deposited', 'treaties.action-corrected') AND position IS NOT NULL ORDER BY payload::json->>'action', position DESC
        """;

    const string Copied = "SELECT action::text, concat_ws(' ', instrument, state, kind, coalesce(deposited_on::text, '-'), coalesce(effective_on::text, '-'), annulled::text, position) FROM party_act";

    /// <returns>Rows that differ.</returns>
    public async Task<long> Run(CancellationToken cancel)
    {
        var implied = (await services.Data("treaties").Rows(Implied, row => (Act: row.GetString(0), Kind: row.GetString(1), Row: row.GetString(2)), cancel))
            .Where(act => Matters(act.Kind)).ToDictionary(act => act.Act, act => act.Row);
        var differing = 0L;
        foreach (var consumer in new[] { "reviews", "technical-assistance", "networks" })
            differing += Compare($"party_act of {consumer}", implied, (await services.Data(consumer).Rows(Copied, row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary());

        var noted = (await services.Data("networks").Rows(
            "SELECT position::text, concat_ws(' ', payload::json->>'authority', payload::json->>'state') FROM journal WHERE type IN ('networks.authority-designated', 'networks.authority-kept-current', 'networks.authority-withdrawn')",
            row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary();
        var notes = (await services.Data("treaties").Rows("SELECT position::text, concat_ws(' ', authority, state) FROM designation_note", row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary();
        return differing + Compare("designation_note of treaties", noted, notes);
    }

    /// <summary>Acts that make or end a participation: those a copy of parties keeps.</summary>
    static bool Matters(string kind) =>
        TreatyActionKinds.TryParse(kind, out var known) && (known.IsConsentToBeBound() || known.EndsParticipation() || known == TreatyActionKind.WithdrawalOfDenunciation);

    long Compare(string copy, Dictionary<string, string> implied, Dictionary<string, string> copied)
    {
        string[] differences =
        [
            .. implied.Where(row => !copied.ContainsKey(row.Key)).Select(row => $"{copy} lacks {row.Key}: {row.Value}"),
            .. copied.Where(row => !implied.ContainsKey(row.Key)).Select(row => $"{copy} holds {row.Key}, which no journal implies: {row.Value}"),
            .. implied.Where(row => copied.TryGetValue(row.Key, out var other) && other != row.Value).Select(row => $"{copy} holds {row.Key} as {copied[row.Key]}; the journal implies {row.Value}"),
        ];
        broken.AddAll(Promise, differences);
        return differences.Length;
    }
}
