using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Servers;
using ServiceDefaults.Access;

namespace Figures.Tests;

public sealed class A_figure(RealServers servers) : IAsyncLifetime
{
    static readonly DateOnly first = new(2026, 1, 1);

    static readonly string[] states = ["KEN", "FJI", "PER", "UGA"];

    TallyService tally = null!;

    public async ValueTask InitializeAsync() => tally = await TallyService.Start(servers);

    public ValueTask DisposeAsync() => tally.DisposeAsync();

    [Fact]
    public async Task Is_listed_with_its_definition_its_dimensions_and_who_may_read_it()
    {
        var (_, list) = await tally.Get("/figures");
        list.GetProperty("items").EnumerateArray().Select(it => $"{it.GetProperty("name")} {it.GetProperty("unit")} {it.GetProperty("ofPeriod")} {it.GetProperty("dimensions")} {it.GetProperty("offices")}").ShouldBe(
            [
            """new-cases cases True ["kind","state"] ["review-officer"]""", """open-cases cases False ["kind","office"] []""", """payments amount True ["currency"] []""",
            """states-with-big-cases States True ["kind","state","regional-group","region"] ["review-officer"]""", """states-with-new-cases States True ["kind","state","regional-group","region"] ["review-officer"]""",
        ]);
    }

    [Fact]
    public async Task Opens_down_to_the_very_records_it_counts()
    {
        await tally.Record("cases/1", new Opened { State = "KEN", Kind = "big" }, first);
        await tally.Record("cases/2", new Opened { State = "KEN", Kind = "small" }, first);
        await tally.Record("cases/2", new Given { Office = "east" }, first);
        await tally.Record("cases/3", new Opened { State = "FJI", Kind = "small" }, first.AddDays(1));
        await tally.Record("cases/3", new Closed(), first.AddDays(2));

        var (_, whole) = await tally.Get("/figures/open-cases?asOf=2026-01-02&by=office");
        whole.GetProperty("count").GetProperty("certain").GetDecimal().ShouldBe(3);
        whole.GetProperty("breakdown").EnumerateArray().Select(it => $"{it.GetProperty("group")} {it.GetProperty("certain")}").ShouldBe(["east 1", "none 2"]);

        var (_, records) = await tally.Get("/figures/open-cases/records?asOf=2026-01-03&only=kind:small");
        records.GetProperty("items").EnumerateArray().Select(it => $"{it.GetProperty("record")} {it.GetProperty("state")} {it.GetProperty("by").GetProperty("office")}").ShouldBe(["cases/2 KEN east"]);
    }

    [Fact]
    public async Task Of_States_counts_each_State_that_a_record_names_once_in_the_whole_and_in_each_group()
    {
        await tally.Record("cases/1", new Opened { State = "KEN", Kind = "big" }, first);
        await tally.Record("cases/2", new Opened { State = "KEN", Kind = "small", Shared = ["FJI", "UGA"] }, first);
        await tally.Record("cases/3", new Opened { State = "FJI", Kind = "small" }, first);

        (await Groups("states-with-new-cases")).ShouldBe(["3", "big 1", "small 3"]);
        (await Groups("states-with-new-cases?by=region")).ShouldBe(["3", "africa 2", "oceania 1"]);
        (await Groups("states-with-new-cases?by=regional-group,kind")).ShouldBe(["3", "AG, big 1", "AG, small 2", "APG, small 1"]);
        (await Groups("states-with-new-cases?by=state&only=kind:small")).ShouldBe(["3", "FJI 1", "KEN 1", "UGA 1"]);
        (await Groups("states-with-big-cases")).ShouldBe(["1", "big 1"]);

        var (_, records) = await tally.Get("/figures/states-with-new-cases/records?only=state:FJI", Role.ReviewOfficer);
        records.GetProperty("items").EnumerateArray().Select(it => $"{it.GetProperty("record")} {it.GetProperty("state")}").ShouldBe(["cases/2/1#FJI FJI", "cases/3/1#FJI FJI"]);
    }

    [Fact]
    public async Task Whose_records_have_several_values_counts_a_record_in_each_of_their_groups_and_once_in_the_whole()
    {
        await tally.Record("cases/1", new Opened { State = "KEN", Kind = "big", Shared = ["FJI"] }, first);
        await tally.Record("cases/2", new Opened { State = "FJI", Kind = "small" }, first);

        (await Groups("new-cases?by=state")).ShouldBe(["2", "FJI 2", "KEN 1"]);
        (await Groups("new-cases?by=state,kind&only=state:KEN")).ShouldBe(["1", "FJI, big 1", "KEN, big 1"]);
    }

    [Fact]
    public async Task Is_told_everything_that_is_wrong_with_it_at_once()
    {
        var (_, problem) = await tally.Get("/figures/open-cases/changes?was.from=2026-01-01&is.to=2026-01-01&is.at=-2&only=colour:red", Role.ReviewOfficer);

        problem.GetProperty("errors").EnumerateArray().Select(it => $"{it.GetProperty("field")} {it.GetProperty("rule")}").ShouldBe(
            ["was.from figures/parameter", "only figures/dimension", "is.to figures/parameter", "is.at figures/position"]);
    }

    [Fact]
    public async Task Tells_the_secretariat_alone_where_the_journal_ends()
    {
        await tally.Record("cases/1", new Opened { State = "KEN", Kind = "big" }, first);
        await tally.Numbered();
        var end = await tally.Sql("SELECT position FROM journal_head");

        (await tally.Get($"/figures/open-cases?at={end}", Role.TreatyOfficer)).Status.ShouldBe(200);
        (await tally.Get($"/figures/open-cases?at={end + 1}", Role.TreatyOfficer)).Status.ShouldBe(400);
        (await tally.Get($"/figures/open-cases?at={end + 1}")).Status.ShouldBe(200);
        (await tally.Get("/figures/open-cases?at=-1")).Status.ShouldBe(400, "no journal has such a position");
    }

    /// <summary>The number, and those of its groups.</summary>
    async Task<List<string>> Groups(string path)
    {
        var (_, figure) = await tally.Get($"/figures/{path}", Role.ReviewOfficer);
        return [$"{figure.GetProperty("count").GetProperty("certain")}", .. figure.GetProperty("breakdown").EnumerateArray().Select(it => $"{it.GetProperty("group")} {it.GetProperty("certain")}")];
    }

    [Fact]
    public async Task Does_not_add_up_what_cannot_be_added()
    {
        await tally.Record("cases/1", new Paid { Amount = 10.5m, Currency = "USD" }, first);
        await tally.Record("cases/1", new Paid { Amount = 20, Currency = "EUR" }, first);
        await tally.Record("cases/2", new Paid { Amount = 1, Currency = "USD" }, first);

        var (_, payments) = await tally.Get("/figures/payments");
        (payments.GetProperty("recorded").GetString(), payments.GetProperty("count").ValueKind).ShouldBe(("recorded", System.Text.Json.JsonValueKind.Null));
        payments.GetProperty("breakdown").EnumerateArray().Select(it => $"{it.GetProperty("group")} {it.GetProperty("certain")}").ShouldBe(["EUR 20", "USD 11.5"]);
        (await tally.Get("/figures/payments?only=currency:USD")).Body.GetProperty("count").GetProperty("certain").GetDecimal().ShouldBe(11.5m);
    }

    [Fact]
    public async Task Tells_a_stranger_nothing_of_entries_that_are_not_counted()
    {
        await tally.Record("cases/1", new Opened { State = "KEN", Kind = "big" }, first);
        await tally.Numbered();  // what changed is told by entries that have a position
        var before = await Answers();

        await tally.Record("cases/2", new Given { Office = "east" }, first);
        await tally.Numbered();

        (await Answers()).ShouldBe(before);
        before.ShouldNotContain("\"position\":1");
        (await tally.Get("/figures/open-cases/records", Role.TreatyOfficer)).Body.GetRawText().ShouldContain("\"position\":1");

        async Task<string> Answers() => string.Concat(await Task.WhenAll(new[] { "", "/records", "/changes?was.asOf=2020-01-01" }.Select(async path => (await tally.Get($"/figures/open-cases{path}")).Body.GetRawText())));
    }

    [Fact]
    public async Task That_is_for_offices_tells_nobody_else_its_value_its_records_or_its_changes()
    {
        foreach (var path in new[] { "", "/records", "/changes" })
        {
            (await tally.Get($"/figures/states-with-new-cases{path}")).Status.ShouldBe(403);
            (await tally.Get($"/figures/states-with-new-cases{path}", Role.TreatyOfficer)).Status.ShouldBe(403);
            (await tally.Get($"/figures/states-with-new-cases{path}", Role.ReviewOfficer)).Status.ShouldBe(200);
        }
    }

    [Theory]
    [InlineData("open-cases?from=2026-01-01", 400, "figures/parameter", "from")]
    [InlineData("open-cases?to=2026-01-01", 400, "figures/parameter", "to")]
    [InlineData("states-with-new-cases?asOf=2026-01-01", 400, "figures/parameter", "asOf")]
    [InlineData("states-with-new-cases?from=2026-01-02&to=2026-01-01", 400, "figures/period", "to")]
    [InlineData("open-cases?by=colour", 400, "figures/dimension", "by")]
    [InlineData("open-cases?only=kind", 400, "figures/dimension", "only")]
    [InlineData("open-cases?only=colour:red", 400, "figures/dimension", "only")]
    [InlineData("states-with-new-cases?only=state:XXX", 404, "absent", "only")]
    [InlineData("states-with-new-cases?only=state:ken", 404, "absent", "only")]
    [InlineData("open-cases?at=-1", 400, "figures/position", "at")]
    [InlineData("open-cases/records?at=-1", 400, "figures/position", "at")]
    [InlineData("open-cases?at=1000000", 400, "figures/position", "at")]
    [InlineData("open-cases/changes?was.at=-1", 400, "figures/position", "was.at")]
    [InlineData("open-cases/changes?was.at=0&is.at=1000000", 400, "figures/position", "is.at")]
    [InlineData("open-cases/changes?is.from=2026-01-01", 400, "figures/parameter", "is.from")]
    [InlineData("no-such-figure", 404, "absent", null)]
    public async Task Refuses_what_it_cannot_be_asked(string path, int status, string rule, string? field)
    {
        var (given, problem) = await tally.Get($"/figures/{path}", Role.ReviewOfficer);
        (given, problem.GetProperty("rule").GetString(), problem.GetProperty("field").GetString()).ShouldBe((status, rule, field));
    }

    [Fact]
    public async Task Says_that_nothing_was_known_before_the_first_entry_instead_of_zero()
    {
        await tally.Record("cases/1", new Opened { State = "KEN", Kind = "big" }, first);

        var (_, before) = await tally.Get("/figures/open-cases?knownAt=2020-01-01T00:00:00Z");
        before.GetProperty("recorded").GetString().ShouldBe("nothing-known");
        before.GetProperty("count").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await tally.Get("/figures/open-cases/records?knownAt=2020-01-01T00:00:00Z")).Body.GetProperty("items").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Explains_its_change_between_two_readings_by_the_entries_that_made_it()
    {
        await tally.Record("cases/1", new Opened { State = "KEN", Kind = "big" }, first);
        await tally.Record("cases/2", new Opened { State = "KEN", Kind = "small" }, first);
        await tally.Record("cases/5", new Opened { State = "PER", Kind = "small" }, first.AddDays(9));
        await tally.Numbered();
        var was = await tally.Sql("SELECT position FROM journal_head");
        await tally.Record("cases/1", new Closed(), first);
        await tally.Record("cases/2", new Given { Office = "west" }, first);
        await tally.Record("cases/2", new Noted(), first);
        await tally.Record("cases/3", new Opened { State = "FJI", Kind = "big" }, first);
        await tally.Record("cases/4", new Noted(), first);
        await tally.Numbered();
        var now = await tally.Sql("SELECT position FROM journal_head");

        var (_, changes) = await tally.Get($"/figures/open-cases/changes?was.at={was}&was.asOf=2026-01-01&is.at={now}&is.asOf=2026-01-31");

        changes.GetProperty("items").EnumerateArray().Select(it => $"{it.GetProperty("kind")} {it.GetProperty("record")} {string.Join(",", it.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()))}").ShouldBe([
            "removed cases/1 tally.closed", "changed cases/2 tally.given", "added cases/3 tally.opened",
            "added cases/5 ",  // nothing was recorded: its day came
        ]);
    }

    [Fact]
    public async Task Stands_beside_what_was_published_elsewhere_and_is_never_mixed_with_it()
    {
        var (_, published) = await tally.Get("/published-counts?figure=open-cases&scope=north");
        var one = published.GetProperty("items").EnumerateArray().Single();
        (one.GetProperty("value").GetDecimal(), one.GetProperty("from").GetString(), one.GetProperty("source").GetString(), one.GetProperty("paragraph").GetString()).ShouldBe((56.5m, "2019-01-01", "A/75", "25"));
        (await tally.Get("/published-counts")).Body.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await tally.Get("/figures/open-cases")).Body.GetProperty("count").GetProperty("certain").GetDecimal().ShouldBe(0);
    }

    /// <summary>Recorded in any order, back-dated and post-dated, at different moments; asked for any day, moment and position.</summary>
    [Fact]
    public void Equals_an_independent_count_in_SQL_for_any_history() =>
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 5).Zip(Gen.Choose(0, 9)).Zip(Gen.Choose(0, 20)).Select(it => (it.Item1.Item1, it.Item1.Item2, it.Item2)), 30)), history => Compare([.. history]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4));

    async Task Compare(IReadOnlyList<(int Case, int What, int Day)> history)
    {
        await using var service = await TallyService.Start(servers);
        foreach (var (number, what, day) in history)
        {
            object fact = what switch { < 4 => new Opened { State = states[number % 3], Kind = $"k{number % 2}", Shared = what < 2 ? [states[(number + what) % 3 + 1]] : [] }, < 7 => new Given { Office = $"o{what}" }, < 9 => new Closed(), _ => new Noted() };
            await service.Record($"cases/{number}", fact, first.AddDays(day));
            service.Time.Shift += TimeSpan.FromMinutes(10);
        }
        await service.Numbered();

        var entries = (int)await service.Sql("SELECT count(*) FROM journal");
        for (var ask = 0; ask < 12 && entries > 0; ask++)
        {
            var day = first.AddDays(ask * 2 % 21);
            var position = 1 + (ask * 7 % entries);
            var moment = DateTimeOffset.FromUnixTimeMilliseconds((long)await service.Sql($"SELECT 1 + floor(extract(epoch FROM recorded_at) * 1000) FROM journal WHERE position = {position}"));
            await Agree(service, $"asOf={day:O}", $"occurred_on <= '{day:O}'", $"from={day:O}", $"occurred_on >= '{day:O}'");
            await Agree(service, $"asOf=2026-02-01&at={position}", $"position <= {position}", $"at={position}", $"position <= {position}");
            var known = Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture));
            await Agree(service, $"asOf={day:O}&knownAt={known}", $"occurred_on <= '{day:O}' AND recorded_at <= '{moment:O}'", $"to={day:O}&knownAt={known}", $"occurred_on <= '{day:O}' AND recorded_at <= '{moment:O}'");
        }
    }

    static async Task Agree(TallyService service, string standing, string standingSql, string period, string periodSql)
    {
        async Task<decimal> Figure(string path) => (await service.Get(path, Role.ReviewOfficer)).Body.GetProperty("count").GetProperty("certain").GetDecimal();

        (await Figure($"/figures/open-cases?{standing}")).ShouldBe(await service.Sql(
            $"SELECT count(DISTINCT stream) FROM journal opened WHERE type = 'tally.opened' AND {standingSql} AND NOT EXISTS (SELECT 1 FROM journal WHERE stream = opened.stream AND type = 'tally.closed' AND {standingSql})"), standing);
        (await Figure($"/figures/open-cases?{standing}&only=kind:k1")).ShouldBe(await service.Sql(
            $"SELECT count(DISTINCT stream) FROM journal opened WHERE type = 'tally.opened' AND payload::jsonb ->> 'kind' = 'k1' AND {standingSql} AND NOT EXISTS (SELECT 1 FROM journal WHERE stream = opened.stream AND type = 'tally.closed' AND {standingSql})"), standing);
        (await Figure($"/figures/states-with-new-cases?{period}")).ShouldBe(await service.Sql(StatesSql(periodSql)), period);
        (await Figure($"/figures/states-with-new-cases?{period}&only=region:africa")).ShouldBe(await service.Sql($"{StatesSql(periodSql)} AND state IN ('KEN', 'UGA')"), period);

        static string StatesSql(string limit) =>
            $"SELECT count(DISTINCT state) FROM journal, jsonb_array_elements_text(payload::jsonb -> 'shared' || jsonb_build_array(payload::jsonb ->> 'state')) AS state WHERE type = 'tally.opened' AND {limit}";
    }
}
