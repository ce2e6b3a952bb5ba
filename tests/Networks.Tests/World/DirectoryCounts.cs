using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Servers;
using ServiceDefaults.Access;

namespace Networks.Tests.World;

/// <summary>Counts the figures of the directory once more, by SQL over the journal, for some days, moments and positions.</summary>
static class DirectoryCounts
{
    /// <summary>The last note on each authority says all it stands for.</summary>
    const string Standing =
        """
        WITH known AS (SELECT stream, version, type, payload::jsonb AS fact FROM journal WHERE type LIKE 'networks.authority-%' AND {0}),
        note AS (SELECT DISTINCT ON (stream) * FROM known ORDER BY stream, version DESC),
        standing AS (
            SELECT stream, fact ->> 'state' AS state, concat_ws(' ', told ->> 'function', told ->> 'instrument') AS designation
            FROM note, jsonb_array_elements(fact -> 'functions') told WHERE type <> 'networks.authority-withdrawn')
        """;

    /// <summary>What was last said of each duty: who meets it, and its days.</summary>
    const string Owed =
        """
        WITH known AS (SELECT stream, version, type, payload::jsonb AS fact FROM journal WHERE type LIKE 'networks.duty-%' AND {0}),
        opened AS (SELECT DISTINCT ON (fact ->> 'duty') * FROM known WHERE type = 'networks.duty-opened' ORDER BY fact ->> 'duty', version DESC),
        owed AS (
            SELECT concat_ws(' ', opened.fact ->> 'function', opened.fact ->> 'instrument') AS designation, (dated.fact ->> 'dueBy')::date AS due_by
            FROM opened
            CROSS JOIN LATERAL (
                SELECT fact FROM known WHERE stream = opened.stream AND version >= opened.version AND fact ->> 'duty' = opened.fact ->> 'duty'
                    AND type IN ('networks.duty-opened', 'networks.duty-closed', 'networks.duty-reopened') ORDER BY version DESC LIMIT 1) met
            CROSS JOIN LATERAL (
                SELECT fact, type FROM known WHERE stream = opened.stream AND version >= opened.version AND (fact ->> 'act', fact ->> 'instrument', fact ->> 'function') = (opened.fact ->> 'act', opened.fact ->> 'instrument', opened.fact ->> 'function')
                    AND type IN ('networks.duty-opened', 'networks.duty-redated', 'networks.duty-never-owed') ORDER BY version DESC LIMIT 1) dated
            WHERE met.fact ->> 'authority' IS NULL AND dated.type <> 'networks.duty-never-owed'
              AND (dated.fact ->> 'owedFrom')::date <= '{1}' AND NOT coalesce((dated.fact ->> 'notOwedFrom')::date <= '{1}', false))
        """;

    public static async Task Agree(NetworksWorld world, int seed)
    {
        await Eventually.True("the relay has given every entry its position", async () => await world.Service.Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL") == 0);
        var entries = await world.Service.Scalar<long>("SELECT count(*) FROM journal");
        for (var ask = 0; ask < 5; ask++)
        {
            var day = $"{new DateOnly(2021, 1, 1).AddDays((seed + 311 * ask) % 1500):O}";
            var position = 1 + (seed * 7 + 31 * ask) % entries;
            var moment = (await world.Service.Rows($"SELECT recorded_at FROM journal WHERE position = {position}", row => row.GetFieldValue<DateTimeOffset>(0)))[0];
            await Agree(world, $"asOf={day}", $"occurred_on <= '{day}'", day);
            await Agree(world, $"asOf={day}&at={position}", $"occurred_on <= '{day}' AND position <= {position}", day);
            await Agree(world, $"asOf={day}&knownAt={Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture))}", $"occurred_on <= '{day}' AND recorded_at <= '{moment:O}'", day);
        }
        (await Read(world, "duties-open", "by=designation&")).ShouldBe(await Sql(world,
            "SELECT concat_ws(' ', function, instrument), count(*) FROM duty WHERE authority IS NULL AND owed_from <= now() AND NOT coalesce(not_owed_from <= now(), false) GROUP BY 1"), "the duties of today, from their table");
        (await Read(world, "authorities", "by=designation&")).ShouldBe(await Sql(world, "SELECT concat_ws(' ', function, instrument), count(*) FROM designation GROUP BY 1"), "the directory of today, from its table");
    }

    static async Task Agree(NetworksWorld world, string asked, string known, string day)
    {
        var (standing, owed) = (string.Format(CultureInfo.InvariantCulture, Standing, known), string.Format(CultureInfo.InvariantCulture, Owed, known, day));
        foreach (var (figure, by, sql) in new[]
        {
            ("authorities", "by=designation&", $"{standing} SELECT designation, count(*) FROM standing GROUP BY 1"),
            ("authorities", "", $"{standing} SELECT 'all', count(DISTINCT stream) FROM standing"),
            ("authority-states", "by=designation&", $"{standing} SELECT designation, count(DISTINCT state) FROM standing GROUP BY 1"),
            ("authority-states", "", $"{standing} SELECT 'all', count(DISTINCT state) FROM standing"),
            ("duties-open", "by=designation&", $"{owed} SELECT designation, count(*) FROM owed GROUP BY 1"),
            ("duties-open", "by=status&", $"{owed} SELECT CASE WHEN due_by < '{day}' THEN 'overdue' ELSE 'open' END, count(*) FROM owed GROUP BY 1"),
        })
            (await Read(world, figure, $"{by}{asked}")).ShouldBe(await Sql(world, sql), $"{figure} {by} {asked}");
    }

    static async Task<List<string>> Read(NetworksWorld world, string figure, string query)
    {
        var answer = await world.Service.As(Role.NetworkOfficer).GetFromJsonAsync<JsonElement>($"/figures/{figure}?{query}");
        return query.StartsWith("by=", StringComparison.Ordinal)
            ? [.. answer.GetProperty("breakdown").EnumerateArray().Select(part => $"{part.GetProperty("group").GetString()} {part.GetProperty("certain").GetDecimal():0}").Order(StringComparer.Ordinal)]
            : [$"all {answer.GetProperty("count").GetProperty("certain").GetDecimal():0}"];
    }

    static async Task<List<string>> Sql(NetworksWorld world, string sql) =>
        [.. (await world.Service.Rows(sql, row => $"{row.GetString(0)} {row.GetInt64(1)}")).Order(StringComparer.Ordinal)];
}
