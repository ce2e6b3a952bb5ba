using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Reviews.Tests.World;
using Servers;

namespace Reviews.Tests.Figures;

/// <summary>Counts every figure once more, by SQL over the journal, for some days, moments and positions.</summary>
static class IndependentCounts
{
    const string Stages =
        """
        WITH known AS (SELECT *, payload::jsonb AS fact FROM journal WHERE {0}),
        review AS (
            SELECT opened.fact AS opening,
                EXISTS (SELECT 1 FROM known WHERE stream = opened.stream AND type = 'reviews.review-published') AS published,
                EXISTS (SELECT 1 FROM known WHERE stream = opened.stream AND type = 'reviews.outcome-agreed') AS agreed,
                (SELECT type FROM known WHERE stream = opened.stream AND type IN ('reviews.outcome-proposed', 'reviews.outcome-returned') ORDER BY version DESC LIMIT 1) AS draft,
                (SELECT count(*) FROM known WHERE stream = opened.stream AND type = 'reviews.feedback-given') AS feedback,
                EXISTS (SELECT 1 FROM known WHERE stream = opened.stream AND type = 'reviews.self-assessment-submitted') AS submitted,
                (SELECT count(DISTINCT fact ->> 'state') FROM known WHERE stream = opened.stream AND type = 'reviews.focal-point-nominated' AND opened.fact -> 'nameFocalPoints' ? (fact ->> 'state')) AS named
            FROM known opened WHERE type = 'reviews.review-opened')
        SELECT CASE WHEN published THEN 'published' WHEN agreed THEN 'publication' WHEN draft = 'reviews.outcome-proposed' THEN 'agreement' WHEN draft IS NOT NULL OR feedback = jsonb_array_length(opening -> 'reviewers') THEN 'outcome'
            WHEN submitted THEN 'feedback' WHEN named = jsonb_array_length(opening -> 'nameFocalPoints') THEN 'self-assessment' ELSE 'focal-points' END, count(*)
        FROM review GROUP BY 1
        """;

    const string Named =
        """
        SELECT opened.payload::jsonb ->> 'mechanism', count(DISTINCT (opened.stream, named.payload::jsonb ->> 'state'))
        FROM journal opened JOIN journal named USING (stream)
        WHERE opened.type = 'reviews.review-opened' AND named.type = 'reviews.focal-point-nominated' AND opened.payload::jsonb -> 'nameFocalPoints' ? (named.payload::jsonb ->> 'state')
          AND opened.id IN (SELECT id FROM journal WHERE {0}) AND named.id IN (SELECT id FROM journal WHERE {0}) GROUP BY 1
        """;

    const string Asked = "SELECT payload::jsonb ->> 'mechanism', sum(jsonb_array_length(payload::jsonb -> 'nameFocalPoints')) FROM journal WHERE type = 'reviews.review-opened' AND {0} GROUP BY 1";

    const string Published = "SELECT payload::jsonb ->> 'mechanism', count(*) FROM journal WHERE type = 'reviews.review-published' AND {0} GROUP BY 1";

    const string Findings = "SELECT finding ->> 'kind', count(*) FROM journal, jsonb_array_elements(payload::jsonb -> 'findings') finding WHERE type = 'reviews.review-published' AND {0} GROUP BY 1";

    const string Answered =
        """
        SELECT published.payload::jsonb ->> 'mechanism', count(DISTINCT answered.payload::jsonb ->> 'finding') FROM journal published JOIN journal answered USING (stream)
        WHERE published.type = 'reviews.review-published' AND answered.type IN ('reviews.observation-answered', 'reviews.observation-answered-in-confidence')
          AND published.id IN (SELECT id FROM journal WHERE {0}) AND answered.id IN (SELECT id FROM journal WHERE {0}) GROUP BY 1
        """;

    public static async Task Agree(ReviewsWorld world, int seed)
    {
        await Eventually.True("the relay has given every entry its position", async () => await world.Service.Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL") == 0);
        var entries = await world.Service.Scalar<long>("SELECT count(*) FROM journal");
        for (var ask = 0; ask < 4; ask++)
        {
            var day = world.Time.Today.AddDays(-((seed + 17 * ask) % 70));
            var position = 1 + (seed * 7 + 31 * ask) % entries;
            var moment = (await world.Service.Rows($"SELECT recorded_at FROM journal WHERE position = {position}", row => row.GetFieldValue<DateTimeOffset>(0)))[0];
            await Agree(world, $"asOf={day:O}", $"occurred_on <= '{day:O}'");
            await Agree(world, $"asOf=2040-01-01&at={position}", $"position <= {position}");
            await Agree(world, $"asOf={day:O}&knownAt={Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture))}", $"occurred_on <= '{day:O}' AND recorded_at <= '{moment:O}'");
        }
    }

    static async Task Agree(ReviewsWorld world, string asked, string sql)
    {
        foreach (var (figure, independent) in new[]
        {
            ("reviews-by-stage?by=stage&", Stages), ("focal-points-named?", Named), ("focal-points-asked?", Asked), ("published-outcomes?", Published), ("findings?by=kind&", Findings), ("observations-answered?", Answered),
        })
        {
            var answer = await world.Officer.GetFromJsonAsync<JsonElement>($"/figures/{figure}{asked}");
            var counted = answer.GetProperty("breakdown").EnumerateArray().Select(it => $"{it.GetProperty("group")} {it.GetProperty("certain").GetDecimal():0}").Order(StringComparer.Ordinal);
            var again = (await world.Service.Rows(string.Format(CultureInfo.InvariantCulture, independent, sql), row => $"{row.GetString(0)} {row.GetInt64(1)}")).Order(StringComparer.Ordinal);
            counted.ShouldBe(again, $"{figure}{asked}");
        }
    }
}
