using System.Text.Json;
using ServiceDefaults.Access;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>What the figures of the service count, and for whom. Each test limits them to a State, a donor or days of its own.</summary>
[Collection(OneAssistance.Name)]
public sealed class FiguresTests(AssistanceWorld world)
{
    readonly Guid review = AssistanceWorld.NewId();

    [Fact]
    public async Task Needs_are_counted_once_published_and_met_once_the_State_says_so()
    {
        var need = await world.Identify("JAM", review, "uncac art. 52", on: "2021-01-15");
        (await Count("needs?only=state:JAM")).ShouldBe(0);

        await world.PublishReview(review, "JAM", "2021-02-01");
        (await Count("needs?only=state:JAM&asOf=2021-01-31")).ShouldBe(0);
        (await Count("needs?only=state:JAM&asOf=2021-02-01")).ShouldBe(1);

        await AssistanceWorld.Done(world.FocalPoint("JAM"), $"/needs/{need}/met", new { metOn = "2021-06-01" }, "\"2\"");
        (await Breakdown("needs?by=status&only=state:JAM&asOf=2021-05-31")).ShouldBe(["open 1"]);
        (await Breakdown("needs?by=status&only=state:JAM&asOf=2021-06-01")).ShouldBe(["met 1"]);
        (await Breakdown("needs?only=state:JAM")).ShouldBe(["uncac art. 52 1"]);
        var record = (await AssistanceWorld.List(world.Service.Http, "/figures/needs/records?only=state:JAM")).Single();
        record.GetProperty("record").GetString().ShouldBe($"needs/{need}");
    }

    [Fact]
    public async Task Needs_by_status_follow_every_step_and_are_for_the_secretariat()
    {
        var need = await world.Identify("CUB", review, on: "2021-01-15");
        (await Steps()).ShouldBe(["identified 1"]);
        await world.Accepted("CUB", need);
        (await Steps()).ShouldBe(["matched 1"]);
        (await Breakdown("needs-by-status?only=state:CUB&asOf=2021-03-01", world.Officer)).ShouldBe(["requested 1"]);
        (await Breakdown("needs-by-status?only=state:CUB&asOf=2021-02-28", world.Officer)).ShouldBe(["identified 1"]);
        await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details("CUB", "uncac", "training").With("needs", new[] { need }));
        (await Steps()).ShouldBe(["delivered 1"]);
        await AssistanceWorld.Done(world.FocalPoint("CUB"), $"/needs/{need}/met", new { metOn = "2021-06-01" }, "\"4\"");
        (await Steps()).ShouldBe(["met 1"]);

        Task<List<string>> Steps() => Breakdown("needs-by-status?only=state:CUB", world.Officer);
    }

    [Fact]
    public async Task Requests_are_counted_by_decision_for_the_secretariat()
    {
        await world.Accepted("HTI");
        await AssistanceWorld.Done(world.FocalPoint("HTI"), "/requests", AssistanceWorld.Request("HTI"));

        (await Breakdown("requests?only=state:HTI", world.Officer)).ShouldBe(["accepted 1", "open 1"]);
        (await Breakdown("requests?only=state:HTI&to=2021-03-01", world.Officer)).ShouldBe(["open 2"]);
        (await Count("requests?only=state:HTI&from=2021-03-02", world.Officer)).ShouldBe(0);
        (await Breakdown("requests?by=programme&only=state:HTI", world.Officer)).ShouldBe([$"{AssistanceWorld.Programme} 1", "none 1"]);
    }

    [Fact]
    public async Task What_would_tell_of_a_case_is_for_the_secretariat_alone()
    {
        foreach (var figure in new[] { "needs-by-status", "requests", "states-that-requested", "participations-by-state", "states-of-participants" })
            foreach (var path in new[] { figure, $"{figure}/records", $"{figure}/changes?was.at=0" })
            {
                foreach (var stranger in new[] { world.Service.Http, world.Service.As(Role.Operator), world.FocalPoint("KEN"), world.Service.As(Role.CentralAuthority, "KEN") })
                    ((int)(await stranger.GetAsync($"/figures/{path}")).StatusCode).ShouldBe(403, path);
                foreach (var role in new[] { Role.TreatyOfficer, Role.ReviewOfficer, Role.AssistanceOfficer, Role.NetworkOfficer })
                    ((int)(await world.Service.As(role).GetAsync($"/figures/{path}")).StatusCode).ShouldBe(200, path);
            }
    }

    [Fact]
    public async Task Activities_participations_and_money_are_counted_by_the_day_an_activity_ended()
    {
        await Held("2012-03-05", new { state = "KEN", female = 11, male = 9, notStated = 0 }, new { donor = "Norway", amount = 100.25m, currency = "NOK" }, new { donor = "Fiji", amount = 7m, currency = "FJD" });
        await Held("2012-03-06", new { state = "KEN", female = 3, male = 9, notStated = 0 }, new { donor = "Norway", amount = 0.75m, currency = "NOK" });
        await Held("2012-03-07", new { state = "KEN", female = 3, male = 1, notStated = 0 });
        const string period = "from=2012-03-05&to=2012-03-07";

        (await Breakdown($"activities?{period}")).ShouldBe(["training 3"]);
        (await Breakdown("activities?from=2012-03-06&to=2012-03-06")).ShouldBe(["training 1"]);
        (await Breakdown($"participations?{period}")).ShouldBe(["female 11", "male 9", "withheld 12"]);
        (await Count($"participations?{period}")).ShouldBe(32);
        (await Breakdown($"contributions?{period}")).ShouldBe(["FJD 7", "NOK 101"]);
        (await Breakdown($"contributions?by=donor&{period}&only=currency:NOK")).ShouldBe(["Norway 101"]);

        Task<JsonElement> Held(string day, object row, params object[] funding) => AssistanceWorld.Done(world.Officer, "/activities",
            AssistanceWorld.Details("KEN", "uncac", "training").With("from", day).With("to", day).With("participants", new[] { row }).With("funding", funding));
    }

    /// <summary>Case 13 of the field: by its last day an activity is in one quarter, and the quarters make the year.</summary>
    [Fact]
    public async Task Quarters_add_up_to_their_year_whatever_February_has()
    {
        foreach (var (from, to) in new[] { ("2008-02-29", "2008-02-29"), ("2008-03-01", "2008-03-01"), ("2007-12-27", "2008-01-05"), ("2008-03-31", "2008-04-01"), ("2007-12-30", "2007-12-31") })
            await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details("KEN", "uncac", "training").With("from", from).With("to", to)
                .With("participants", new[] { new { state = "KEN", female = 11, male = 9, notStated = 0 } }));

        foreach (var (year, quarters) in new[] { (2007, new[] { 0, 0, 0, 1 }), (2008, [3, 1, 0, 0]) })
        {
            var first = Enumerable.Range(0, 4).Select(quarter => new DateOnly(year, 1 + (3 * quarter), 1)).ToList();
            foreach (var (figure, each) in new[] { ("activities", 1), ("participations", 20) })
            {
                var counted = new List<decimal>();
                foreach (var day in first)
                    counted.Add(await Count($"{figure}?from={day:O}&to={day.AddMonths(3).AddDays(-1):O}"));
                counted.ShouldBe(quarters.Select(quarter => (decimal)(quarter * each)), $"{figure} {year}");
                (await Count($"{figure}?from={year}-01-01&to={year}-12-31")).ShouldBe(counted.Sum());
            }
        }
    }

    /// <summary>Case 22 of the field.</summary>
    [Fact]
    public async Task One_activity_for_two_States_under_two_instruments_with_two_funds_is_one_and_its_people_are_counted_once()
    {
        const string day = "from=2009-05-05&to=2009-05-05";
        await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details("KEN", "uncac", "training").With("from", "2009-05-05").With("to", "2009-05-05")
            .With("beneficiaries", new[] { "KEN", "COM" }).With("instruments", new[] { "uncac", "untoc" })
            .With("participants", new[] { new { state = "KEN", female = 11, male = 9, notStated = 0 } })
            .With("funding", new object[] { new { donor = "Norway", amount = 100.25m, currency = "EUR" }, new { donor = "Japan", amount = 5000m, currency = "JPY" } }));

        (await Count($"activities?{day}")).ShouldBe(1);
        (await Breakdown($"activities?{day}&by=instrument")).ShouldBe(["uncac 1", "untoc 1"], ignoreOrder: true);
        (await Count($"participations?{day}")).ShouldBe(20);
        (await Breakdown($"participations?{day}")).ShouldBe(["female 11", "male 9"]);
        (await Breakdown($"contributions?{day}")).ShouldBe(["EUR 100.25", "JPY 5000"]);
        (await AssistanceWorld.Get(world.Service.Http, $"/figures/contributions?{day}")).GetProperty("count").ValueKind.ShouldBe(JsonValueKind.Null, "euros and yen make no sum");
    }

    [Fact]
    public async Task States_assisted_are_counted_once_in_the_whole_and_in_each_group_and_follow_corrections()
    {
        const string period = "from=2013-02-01&to=2013-02-03";
        await Held("2013-02-01", ["KEN", "COM"], "uncac", ["uncac art. 5", "uncac art. 46(13)"]);
        var second = (await Held("2013-02-02", ["KEN", "FJI"], "untoc", [])).Id();

        (await Count($"states-assisted?{period}")).ShouldBe(3);
        (await Breakdown($"states-assisted?{period}&by=instrument")).ShouldBe(["uncac 2", "untoc 2"]);
        (await Breakdown($"states-assisted?{period}&by=article")).ShouldBe(["none 2", "uncac art. 46(13) 2", "uncac art. 5 2"]);
        (await Breakdown($"states-assisted?{period}&by=region")).ShouldBe(["africa 2", "oceania 1"]);
        (await Count($"states-assisted?{period}&only=instrument:untoc&only=region:africa")).ShouldBe(1);
        (await Breakdown($"activities?{period}&by=state")).ShouldBe(["COM 1", "FJI 1", "KEN 2"]);
        var before = (await AssistanceWorld.Get(world.Service.Http, $"/figures/states-assisted?{period}")).GetProperty("knownAt").GetString()!;

        await AssistanceWorld.Done(world.Officer, $"/activities/{second}/withdrawal", new { reason = "Recorded twice." }, "*");
        (await Breakdown($"states-assisted?{period}&by=state")).ShouldBe(["COM 1", "KEN 1"]);
        (await Count($"states-assisted?{period}&knownAt={Uri.EscapeDataString(before)}")).ShouldBe(3, "as it was known then");

        Task<JsonElement> Held(string day, string[] states, string instrument, string[] articles) => AssistanceWorld.Done(world.Officer, "/activities",
            AssistanceWorld.Details(states[0], instrument, "training").With("beneficiaries", states).With("articles", articles).With("from", day).With("to", day));
    }

    [Fact]
    public async Task Participants_come_from_States_that_the_activity_is_not_for_too_and_whose_they_are_is_for_the_secretariat()
    {
        const string period = "from=2013-03-01&to=2013-03-01";
        var id = (await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details("KEN", "uncac", "training").With("from", "2013-03-01").With("to", "2013-03-01")
            .With("participants", new object[] { new { state = "KEN", female = 2, male = 6, notStated = 0 }, new { state = "AZE", female = 1, male = 0, notStated = 0 } }))).Id();

        (await Breakdown($"participations-by-state?{period}&by=state,beneficiary", world.Officer)).ShouldBe(["AZE, no 1", "KEN, yes 8"]);
        (await Count($"participations-by-state?{period}&only=sex:female", world.Officer)).ShouldBe(3);
        (await Breakdown($"states-of-participants?{period}&by=region", world.Officer)).ShouldBe(["africa 1", "asia 1"]);
        (await Count($"states-assisted?{period}")).ShouldBe(1);
        (await AssistanceWorld.Get(world.FocalPoint("AZE"), $"/activities/{id}")).GetProperty("details").GetProperty("participants").GetArrayLength().ShouldBe(1, "a State sees its own");
        (await AssistanceWorld.Get(world.Service.Http, $"/activities/{id}")).ToString().ShouldNotContain("AZE");
    }

    [Fact]
    public async Task States_with_needs_and_with_needs_met_are_counted_once_however_many_needs_they_have()
    {
        var (first, second) = (await world.Identify("GRD", review, "uncac art. 52", on: "2021-01-15"), await world.Identify("GRD", review, "uncac art. 53", on: "2021-01-15"));
        await world.PublishReview(review, "GRD", "2021-02-01");
        await AssistanceWorld.Done(world.FocalPoint("GRD"), "/requests", AssistanceWorld.Request("GRD"));

        (await Breakdown("states-with-needs?only=state:GRD&by=article")).ShouldBe(["uncac art. 52 1", "uncac art. 53 1"]);
        (await Count("states-with-needs?only=state:GRD")).ShouldBe(1);
        (await Count("states-with-needs-met?only=state:GRD")).ShouldBe(0);
        foreach (var need in new[] { first, second })
            await AssistanceWorld.Done(world.FocalPoint("GRD"), $"/needs/{need}/met", new { metOn = "2021-06-01" }, "*");
        (await Count("states-with-needs-met?only=state:GRD&asOf=2021-06-01")).ShouldBe(1);
        (await Count("states-with-needs-met?only=state:GRD&asOf=2021-05-31")).ShouldBe(0);
        (await Count("states-that-requested?only=state:GRD", world.Officer)).ShouldBe(1);
    }

    [Fact]
    public async Task Laws_and_policies_are_counted_by_the_day_of_adoption_and_declarations_are_not()
    {
        var activity = (await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details("NPL", "uncac", "training"))).Id();
        foreach (var (kind, day) in new[] { ("law-adopted", "2022-04-01"), ("strategy-adopted", "2022-04-02"), ("declaration-adopted", "2022-04-02"), ("law-amended", "2022-05-01") })
            await AssistanceWorld.Done(world.Officer, "/results", AssistanceWorld.Result("NPL", [], [activity]).With("kind", kind).With("adoptedOn", day));

        (await Breakdown("laws-adopted?only=state:NPL&from=2022-04-01&to=2022-04-30")).ShouldBe(["law-adopted 1", "strategy-adopted 1"]);
        (await Count("laws-adopted?only=state:NPL")).ShouldBe(3);
    }

    [Fact]
    public async Task What_was_published_elsewhere_is_shown_with_its_source_and_no_figure_counts_it()
    {
        var published = await AssistanceWorld.List(world.Service.Http, "/published-counts");

        published.ShouldAllBe(it => it.GetProperty("source").GetString() != null && it.GetProperty("paragraph").GetString() != null);
        published.Select(it => $"{it.GetProperty("figure")} {it.GetProperty("scope")} {it.GetProperty("asOf")} {it.GetProperty("from")} {it.GetProperty("to")} {it.GetProperty("paragraph")}").ShouldBeUnique();
        var needs = published.Single(it => it.GetProperty("figure").GetString() == "needs-identified" && it.GetProperty("scope").GetString() == "uncac-irm");
        (needs.GetProperty("value").GetDecimal(), needs.GetProperty("qualifier").GetString()).ShouldBe((4000, "about"));
        published.Single(it => it.GetProperty("figure").GetString() == "contributions" && it.GetProperty("scope").GetString() == "uncac-irm").GetProperty("value").GetDecimal().ShouldBe(18_443_200);
    }

    async Task<decimal> Count(string figure, HttpClient? asker = null) => (await AssistanceWorld.Get(asker ?? world.Service.Http, $"/figures/{figure}")).GetProperty("count").GetProperty("certain").GetDecimal();

    async Task<List<string>> Breakdown(string figure, HttpClient? asker = null) =>
        [.. (await AssistanceWorld.Get(asker ?? world.Service.Http, $"/figures/{figure}")).GetProperty("breakdown").EnumerateArray().Select(part => $"{part.GetProperty("group").GetString()} {part.GetProperty("certain").GetDecimal():0.##}")];
}
