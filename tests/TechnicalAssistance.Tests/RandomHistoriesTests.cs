using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Servers;
using Parties;
using ServiceDefaults.Access;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>Whatever is found, requested, decided, given and met, in whatever order: the status follows, and strangers learn of what is public alone.</summary>
public sealed partial class Whatever_happens(RealServers servers) : IAsyncLifetime
{
    const int NeedsOfAHistory = 4;

    /// <summary>One thing that happens to one of the needs of a history; the first two needs are of a review that is published, the others of one that never is.</summary>
    enum Step { Request, Accept, Decline, Answer, Report, Meet, HoldAnother, CorrectTheNeeds, CorrectTheKind, Withdraw }

    static readonly Gen<(Step Step, int Need)[]> histories =
        Gen.ArrayOf(Gen.Elements(Enum.GetValues<Step>()).Zip(Gen.Choose(0, NeedsOfAHistory - 1)).Select(it => (it.Item1, it.Item2)), 14);

    /// <summary>Everything happens in the one; in the other only what everyone may know.</summary>
    readonly AssistanceWorld all = new(servers), open = new(servers);

    int histories_so_far;

    public async ValueTask InitializeAsync()
    {
        await ((IAsyncLifetime)all).InitializeAsync();
        await ((IAsyncLifetime)open).InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)all).DisposeAsync();
        await ((IAsyncDisposable)open).DisposeAsync();
    }

    [Fact]
    public void Status_is_what_requests_activities_and_marking_imply_and_strangers_see_no_difference() =>
        Prop.ForAll(Arb.From(histories), history => Play(history).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    async Task Play((Step Step, int Need)[] history)
    {
        var state = ReferenceList.States.ElementAt(histories_so_far++).ToString();
        var (published, hidden) = (AssistanceWorld.NewId(), AssistanceWorld.NewId());
        var needs = Enumerable.Range(0, NeedsOfAHistory).Select(_ => AssistanceWorld.NewId()).ToList();
        for (var index = 0; index < NeedsOfAHistory; index++)
        {
            var found = AssistanceWorld.Identified(needs[index], state, IsPublic(index) ? published : hidden, $"uncac art. {20 + index}");
            foreach (var world in IsPublic(index) ? new[] { all, open } : [all])
                await world.Reviews.Publish($"reviews/{found.Review}", AssistanceWorld.Day("2021-01-15"), found);
        }
        foreach (var world in new[] { all, open })
        {
            await world.Reviews.Publish($"reviews/{published}", AssistanceWorld.Day("2021-02-01"), AssistanceWorld.Published(published, state));
            await world.Reviews.FollowedBy(world.Service.Database);
        }

        var implied = needs.Select(_ => new Implied()).ToList();
        foreach (var (step, index) in history)
            await Take(step, state, needs[index], IsPublic(index), implied[index]);

        await StatusIsImplied(state, needs, implied);
        await FiguresEqualTheTables(state);
        await FiguresEqualTheJournalOnAnyDayAsKnownAtAnyMoment();
        await StrangersSeeNoDifference(state, needs);
    }

    static bool IsPublic(int need) => need < 2;

    /// <summary>What a need's status must follow from.</summary>
    sealed class Implied
    {
        public List<Guid> Open { get; } = [];
        public bool Requested { get; set; }
        public bool Accepted { get; set; }
        public bool Answered => Answers.Any(it => it.Answers);

        /// <summary>Activities recorded as answers that were not withdrawn.</summary>
        public List<Given> Answers { get; } = [];
        public bool Met { get; set; }

        public string Status => this switch { { Met: true } => "met", { Answered: true } => "delivered", { Accepted: true } => "matched", { Requested: true } => "requested", _ => "identified" };
    }

    /// <summary>An activity in both worlds, whether it is still said to answer the need, and of what kind it is.</summary>
    sealed class Given
    {
        public Guid InAll { get; init; }
        public Guid InOpen { get; init; }
        public bool Answers { get; set; } = true;
        public string Kind { get; set; } = "training";
    }

    /// <summary>Requests and what is decided on them are hidden always, needs where their review is; activities, laws and marking a published need are not.</summary>
    async Task Take(Step step, string state, Guid need, bool isPublic, Implied implied)
    {
        switch (step)
        {
            case Step.Request when !implied.Met:
                implied.Open.Add((await AssistanceWorld.Done(all.FocalPoint(state), "/requests", AssistanceWorld.Request(state, need))).Id());
                implied.Requested = true;
                break;
            case Step.Request:
                (await AssistanceWorld.Refused(all.FocalPoint(state), "/requests", AssistanceWorld.Request(state, need))).Rule.ShouldBe("technical-assistance/need-met-already");
                break;
            case Step.Accept or Step.Decline when implied.Open is [var request, ..]:
                await AssistanceWorld.Done(all.Officer, $"/requests/{request}/decision", step == Step.Accept ? new { kind = "accepted", programme = AssistanceWorld.Programme } : new { kind = "declined", reason = "No funds." }, "\"1\"");
                implied.Open.RemoveAt(0);
                implied.Accepted |= step == Step.Accept;
                break;
            case Step.Answer:
                var workshop = Workshop("training");
                implied.Answers.Add(new()
                {
                    InAll = (await AssistanceWorld.Done(all.Officer, "/activities", workshop.With("needs", new[] { need }))).Id(),
                    InOpen = (await AssistanceWorld.Done(open.Officer, "/activities", isPublic ? workshop.With("needs", new[] { need }) : workshop)).Id(),
                });
                break;
            case Step.CorrectTheNeeds when implied.Answers is [var answer, ..]:
                // Which needs it answers is no stranger's business: nothing happens in the world that has only what everyone may know.
                answer.Answers = !answer.Answers;
                await Correct(all, answer.InAll, answer.Answers);
                break;
            case Step.CorrectTheKind when implied.Answers is [var answer, ..]:
                answer.Kind = answer.Kind == "training" ? "meeting" : "training";
                await Correct(all, answer.InAll, answer.Answers);
                await Correct(open, answer.InOpen, isPublic);
                break;
            case Step.Withdraw when implied.Answers is [var answer, ..]:
                foreach (var (world, id) in new[] { (all, answer.InAll), (open, answer.InOpen) })
                    await AssistanceWorld.Done(world.Officer, $"/activities/{id}/withdrawal", new { reason = "Recorded twice." }, "*");
                implied.Answers.RemoveAt(0);
                break;
            case Step.Report or Step.HoldAnother:
                foreach (var world in new[] { all, open })
                {
                    var activity = (await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details(state, "uncac", "equipment"))).Id();
                    if (step == Step.Report)
                        await AssistanceWorld.Done(world.Officer, "/results", AssistanceWorld.Result(state, world == all || isPublic ? [need] : [], [activity]));
                }
                break;
            case Step.Meet when implied.Met:
                (await AssistanceWorld.Refused(all.FocalPoint(state), $"/needs/{need}/met", new { metOn = "2022-06-01" }, "*")).Rule.ShouldBe("technical-assistance/met-once");
                break;
            case Step.Meet:
                foreach (var world in isPublic ? new[] { all, open } : [all])
                    await AssistanceWorld.Done(world.FocalPoint(state), $"/needs/{need}/met", new { metOn = "2022-05-01", statement = "Met." }, "*");
                implied.Met = true;
                break;
        }

        Dictionary<string, object?> Workshop(string kind) => AssistanceWorld.Details(state, "uncac", kind).With("participants", new[] { new { state, female = 6, male = 7, notStated = 0 } });

        Task Correct(AssistanceWorld world, Guid id, bool answers) => AssistanceWorld.Done(world.Officer, $"/activities/{id}/correction",
            new { reason = "The mission report was misread.", details = Workshop(implied.Answers[0].Kind).With("needs", answers ? new[] { need } : []) }, "*");
    }

    async Task StatusIsImplied(string state, List<Guid> needs, List<Implied> implied)
    {
        foreach (var insider in new[] { all.Officer, all.FocalPoint(state) })
        {
            foreach (var (need, its) in needs.Zip(implied))
                (await all.Status(need, insider)).ShouldBe(its.Status);
            foreach (var status in new[] { "identified", "requested", "matched", "delivered", "met" })
                (await AssistanceWorld.List(insider, $"/needs?state={state}&status={status}")).Select(it => it.Id())
                    .ShouldBe(needs.Where((_, index) => implied[index].Status == status).Order(), status);
        }
        (await Breakdown("needs-by-status", state)).ShouldBe(implied.GroupBy(it => it.Status).OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key} {it.Count()}"));
    }

    /// <summary>Counted by SQL from the tables of today, which the figures do not read.</summary>
    async Task FiguresEqualTheTables(string state)
    {
        (await Breakdown("needs", state, "status")).ShouldBe(await Sql($"SELECT CASE WHEN met_on IS NULL THEN 'open' ELSE 'met' END, count(*) FROM need WHERE state = '{state}' AND published_on IS NOT NULL GROUP BY 1"));
        (await Breakdown("requests", state)).ShouldBe(await Sql($"SELECT coalesce(lower(decision_kind), 'open'), count(*) FROM assistance_request WHERE state = '{state}' GROUP BY 1"));
        (await Breakdown("laws-adopted", state)).ShouldBe(await Sql($"SELECT 'law-adopted', count(*) FROM result WHERE state = '{state}' GROUP BY 1"));
        (await Breakdown("activities", null)).ShouldBe(await Sql("SELECT lower(kind), count(*) FROM activity WHERE withdrawn_at IS NULL GROUP BY 1"));
        (await Breakdown("participations", null)).ShouldBe(await Sql(
            """
            SELECT sex, sum(counted::int) FROM activity, jsonb_array_elements(details -> 'participants') AS part, jsonb_each_text(part - 'state') AS by_sex (sex, counted)
            WHERE withdrawn_at IS NULL AND jsonb_typeof(details -> 'participants') = 'array' AND counted::int > 0 GROUP BY 1
            """));
    }

    /// <summary>Counted by SQL from the journal, for days before and between the steps and for what was known half-way.</summary>
    async Task FiguresEqualTheJournalOnAnyDayAsKnownAtAnyMoment()
    {
        var halfway = await all.Service.Scalar<DateTime>("SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY recorded_at) FROM journal");
        foreach (var day in new[] { "2020-03-05", "2021-01-15", "2021-02-28", "2021-03-01", "2022-04-30", "2022-05-01" })
            foreach (var (known, limit) in new[] { ("", "true"), ($"&knownAt={Uri.EscapeDataString(halfway.ToString("O", CultureInfo.InvariantCulture))}", $"recorded_at <= '{halfway:O}'") })
            {
                var entries = $"FROM journal WHERE occurred_on <= '{day}' AND {limit} AND";
                (await Read("needs-by-status", $"asOf={day}{known}")).ShouldBe(await Sql(
                    $"""
                    SELECT status, count(*) FROM (
                        SELECT CASE WHEN bool_or(type LIKE '%.need-met') THEN 'met' WHEN count(*) FILTER (WHERE type LIKE '%.need-answered') > count(*) FILTER (WHERE type LIKE '%.need-answer-withdrawn') THEN 'delivered'
                            WHEN bool_or(type LIKE '%.need-matched') THEN 'matched'
                            WHEN bool_or(type LIKE '%.need-requested') THEN 'requested' ELSE 'identified' END AS status
                        {entries} stream LIKE 'needs/%' GROUP BY stream HAVING bool_or(type LIKE '%.need-taken-over')) AS needs GROUP BY 1
                    """), day + known);
                (await Read("needs", $"by=status&asOf={day}{known}")).ShouldBe(await Sql(
                    $"SELECT status, count(*) FROM (SELECT CASE WHEN bool_or(type LIKE '%.need-met') THEN 'met' ELSE 'open' END AS status {entries} stream LIKE 'needs/%' GROUP BY stream HAVING bool_or(type LIKE '%.need-published')) AS needs GROUP BY 1"), day + known);
                (await Read("activities", $"to={day}{known}")).ShouldBe(await Sql(
                    $"""
                    SELECT kind, count(*) FROM (
                        SELECT DISTINCT ON (stream) type, payload::jsonb ->> 'kind' AS kind {entries} type ~ 'activity-(delivered|corrected|withdrawn)$' ORDER BY stream, version DESC) AS said
                    WHERE type NOT LIKE '%.activity-withdrawn' GROUP BY 1
                    """), day + known);
                (await Read("states-assisted", $"by=state&to={day}{known}")).ShouldBe(await Sql(
                    $"""
                    SELECT state, count(DISTINCT state) FROM (
                        SELECT DISTINCT ON (stream) type, payload::jsonb -> 'beneficiaries' AS states {entries} type ~ 'activity-(delivered|corrected|withdrawn)$' ORDER BY stream, version DESC) AS said,
                        jsonb_array_elements_text(states) AS state
                    WHERE type NOT LIKE '%.activity-withdrawn' GROUP BY 1
                    """), day + known);
                (await Read("states-with-needs", $"by=status&asOf={day}{known}")).ShouldBe(await Sql(
                    $"""
                    SELECT status, count(DISTINCT state) FROM (
                        SELECT CASE WHEN bool_or(type LIKE '%.need-met') THEN 'met' ELSE 'open' END AS status, min(payload::jsonb ->> 'state') FILTER (WHERE type LIKE '%.need-taken-over') AS state
                        {entries} stream LIKE 'needs/%' GROUP BY stream HAVING bool_or(type LIKE '%.need-published')) AS needs GROUP BY 1
                    """), day + known);
            }
    }

    async Task StrangersSeeNoDifference(string state, List<Guid> needs)
    {
        string[] paths =
        [
            .. needs.Select(need => $"/needs/{need}"), "/needs?limit=500", $"/needs?state={state}&status=identified", $"/needs?state={state}&status=requested", $"/needs?state={state}&status=met",
            $"/activities?state={state}&limit=500", $"/results?state={state}&limit=500", "/requests", $"/requests?state={state}", $"/requests/{needs[0]}",
            "/figures/needs", "/figures/needs/records", "/figures/needs-by-status", "/figures/requests", "/figures/activities", "/figures/participations", "/figures/laws-adopted", "/figures/contributions",
            "/figures/states-assisted/records", "/figures/states-with-needs/records", "/figures/states-with-needs-met", "/figures/states-that-requested", "/figures/states-of-participants", "/figures/participations-by-state",
        ];
        foreach (var path in paths)
        {
            (await Seen(all.Service.Http, path)).ShouldBe(await Seen(open.Service.Http, path), $"everybody: {path}");
            (await Seen(all.Service.As(Role.Operator), path)).ShouldBe(await Seen(open.Service.As(Role.Operator), path), $"an operator: {path}");
            (await Seen(all.FocalPoint("ZWE"), path)).ShouldBe(await Seen(open.FocalPoint("ZWE"), path), $"another State: {path}");
        }
    }

    /// <summary>An answer with its status and tag; ids given by the two services, and the moments of recording, differ and are taken out in the order in which they appear.</summary>
    static async Task<string> Seen(HttpClient asker, string path)
    {
        var answer = await asker.GetAsync(path);
        var ids = new Dictionary<string, int>();
        var body = Id().Replace(await answer.Content.ReadAsStringAsync(), id => $"id{(ids.TryGetValue(id.Value, out var known) ? known : ids[id.Value] = ids.Count)}");
        return $"{(int)answer.StatusCode} {answer.Headers.ETag} {answer.Headers.CacheControl} {OfThisRun().Replace(body, "")}";
    }

    Task<List<string>> Breakdown(string figure, string? state, string? by = null) => Read(figure, $"{(by is null ? "" : $"by={by}&")}{(state is null ? "" : $"only=state:{state}")}");

    async Task<List<string>> Read(string figure, string query)
    {
        var answer = await AssistanceWorld.Get(all.Officer, $"/figures/{figure}?{query}");
        return [.. answer.GetProperty("breakdown").EnumerateArray().Select(part => $"{part.GetProperty("group").GetString()} {part.GetProperty("certain").GetDecimal():0}")];
    }

    async Task<List<string>> Sql(string sql) =>
        [.. (await all.Service.Rows(sql, row => $"{row.GetString(0)} {Convert.ToDecimal(row.GetValue(1), CultureInfo.InvariantCulture):0}")).Order(StringComparer.Ordinal)];

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("\"(knownAt|recordedAt|traceId)\":(\"[^\"]*\"|[0-9]+)")]
    private static partial Regex OfThisRun();
}
