using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>What is wrong in the record of an activity is corrected, and what should not be there is withdrawn; everything that follows from the record follows.</summary>
[Collection(OneAssistance.Name)]
public sealed class ActivityCorrectionTests(AssistanceWorld world)
{
    const string Reason = "The mission report was misread.";

    readonly Guid review = AssistanceWorld.NewId();

    static Dictionary<string, object?> Workshop(string beneficiary) => AssistanceWorld.Details(beneficiary, "uncac", "training");

    static object Row(string state, int female, int male, int notStated = 0) => new { state, female, male, notStated };

    [Fact]
    public async Task A_correction_says_the_whole_again_and_keeps_what_was_said_with_its_reason()
    {
        var id = await Record(Workshop("AND"));

        var answer = await AssistanceWorld.Post(world.Officer, $"/activities/{id}/correction", new { reason = Reason, details = Workshop("MCO").With("to", "2020-03-04").With("place", "Vienna") }, "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("2");
        var shown = await AssistanceWorld.Get(world.Service.Http, $"/activities/{id}");
        (shown.GetProperty("details").GetProperty("place").GetString(), shown.GetProperty("details").GetProperty("to").GetString()).ShouldBe(("Vienna", "2020-03-04"));
        var correction = shown.GetProperty("corrections").EnumerateArray().ShouldHaveSingleItem();
        (correction.GetProperty("reason").GetString(), correction.GetProperty("was").GetProperty("place").GetString()).ShouldBe((Reason, "Nairobi"));
        (await AssistanceWorld.List(world.Service.Http, "/activities?state=AND")).ShouldBeEmpty();
        (await AssistanceWorld.List(world.Service.Http, "/activities?state=MCO")).Single().TryGetProperty("corrections", out _).ShouldBeFalse("a list does not tell how each came to be");
        (await Journalled(id)).ShouldBe(["technical-assistance.activity-delivered 2020-03-05", "technical-assistance.activity-corrected 2020-03-04"]);
        (await world.Service.Scalar<string>($"SELECT payload FROM journal WHERE stream = 'activities/{id}' AND version = 1")).ShouldContain("AND", Case.Sensitive, "what was recorded stays as it was");
    }

    [Fact]
    public async Task A_withdrawn_activity_is_not_listed_and_says_why_when_it_is_opened()
    {
        var id = await Record(Workshop("SMR"));

        await Withdraw(id);

        (await AssistanceWorld.List(world.Officer, "/activities?state=SMR")).ShouldBeEmpty();
        (await AssistanceWorld.List(world.Service.Http, "/activities?state=SMR&withdrawn=true")).Single().Id().ShouldBe(id);
        var shown = await AssistanceWorld.Get(world.Service.Http, $"/activities/{id}");
        shown.GetProperty("withdrawn").GetProperty("reason").GetString().ShouldBe(Reason);
        shown.GetProperty("details").GetProperty("place").GetString().ShouldBe("Nairobi");
        (await Journalled(id)).ShouldBe(["technical-assistance.activity-delivered 2020-03-05", "technical-assistance.activity-withdrawn 2020-03-05"]);
    }

    [Fact]
    public async Task A_correction_keeps_to_the_rules_of_recording_and_names_the_field_of_the_record()
    {
        var othersNeed = await world.Identify("LIE", review);
        var id = await Record(Workshop("VAT"));
        await world.Deposit("VAT", "untoc-tip", TreatyActionKind.Accession, "2015-05-01");

        (await Refused(id, Workshop("VAT").With("title", new { en = " " }))).ShouldBe(new(400, "technical-assistance/title-by-language", "details.title.en"));
        (await Refused(id, Workshop("VAT").With("to", "2019-01-01"))).ShouldBe(new(400, "technical-assistance/ends-after-it-begins", "details.to"));
        (await Refused(id, Workshop("VAT").With("participants", new[] { Row("EUE", 5, 5) }))).ShouldBe(new(400, "technical-assistance/beneficiary-is-a-state", "details.participants[0].state"));
        (await Refused(id, Workshop("VAT").With("needs", new[] { othersNeed }))).ShouldBe(new(400, "technical-assistance/need-of-a-beneficiary", "details.needs[0]"));
        (await Refused(id, AssistanceWorld.Details("VAT", "untoc-tip"))).ShouldBe(new(409, "technical-assistance/pre-accession-is-for-non-parties", "details.beneficiaries[0]"));
        (await Refused(id, Workshop("VAT").With("source", ""))).Field.ShouldBe("details.source");
        (await Refused(id, Workshop("VAT").With("languages", new[] { "en" }).With("articles", Array.Empty<string>()))).ShouldBe(new(409, "technical-assistance/nothing-corrected", "details"));
        foreach (var reason in new[] { "", "  ", new string('x', 501) })
            (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/correction", new { reason, details = Workshop("VAT").With("place", "Rome") }, "*")).Field.ShouldBe("reason");
        (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/withdrawal", new { reason = " " }, "*")).Field.ShouldBe("reason");
        (await Journalled(id)).Count.ShouldBe(1, "what is refused leaves nothing");
    }

    [Fact]
    public async Task Nothing_is_changed_that_was_not_seen_as_it_is_and_nothing_once_it_is_withdrawn()
    {
        var id = await Record(Workshop("MLT"));
        var correction = new { reason = Reason, details = Workshop("MLT").With("place", "Valletta") };

        (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/correction", correction)).Status.ShouldBe(428);
        (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/withdrawal", new { reason = Reason })).Status.ShouldBe(428);
        (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/correction", correction, "\"2\"")).Status.ShouldBe(412);
        (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/withdrawal", new { reason = Reason }, "\"2\"")).Status.ShouldBe(412);
        (await AssistanceWorld.Refused(world.Officer, $"/activities/{Guid.Empty}/correction", correction, "*")).ShouldBe(new(404, "absent", null));
        (await AssistanceWorld.Refused(world.Officer, $"/activities/{Guid.Empty}/withdrawal", new { reason = Reason }, "*")).ShouldBe(new(404, "absent", null));

        await Withdraw(id);

        (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/correction", correction, "*")).ShouldBe(new(409, "technical-assistance/activity-withdrawn", null));
        (await AssistanceWorld.Refused(world.Officer, $"/activities/{id}/withdrawal", new { reason = Reason }, "*")).ShouldBe(new(409, "technical-assistance/activity-withdrawn", null));
    }

    [Fact]
    public async Task A_correction_sent_twice_under_its_key_is_made_once()
    {
        var id = await Record(Workshop("CYP"));
        var key = $"{AssistanceWorld.NewId()}";

        var answers = new List<string>();
        for (var sent = 0; sent < 2; sent++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/activities/{id}/correction") { Content = JsonContent.Create(new { reason = Reason, details = Workshop("CYP").With("place", "Nicosia") }) };
            request.Headers.TryAddWithoutValidation("If-Match", Tags.Of($"/activities/{id}", 1));
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            var answer = await world.Officer.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        answers[1].ShouldBe(answers[0]);
        (await Journalled(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_corrections_at_the_same_time_one_is_told_that_the_record_has_changed()
    {
        var id = await Record(Workshop("LUX"));

        var both = await Task.WhenAll(new[] { "Luxembourg", "Esch" }.Select(place => AssistanceWorld.Post(world.Officer, $"/activities/{id}/correction", new { reason = Reason, details = Workshop("LUX").With("place", place) }, "\"1\"")));

        both.Select(it => (int)it.StatusCode).Order().ShouldBe([200, 412]);
    }

    [Fact]
    public async Task A_need_whose_only_answer_is_withdrawn_is_open_again_and_its_stream_says_so_in_order()
    {
        var need = await world.Identify("GRD", review);
        await world.Accepted("GRD", need);
        var id = await Record(Workshop("GRD").With("needs", new[] { need }));
        (await world.Status(need)).ShouldBe("delivered");

        await Withdraw(id);

        (await world.Status(need)).ShouldBe("matched");
        (await AssistanceWorld.List(world.Officer, "/needs?state=GRD&status=delivered")).ShouldBeEmpty();
        (await AssistanceWorld.Get(world.FocalPoint("GRD"), $"/needs/{need}")).Ids("activities").ShouldBeEmpty();
        (await world.Service.Rows($"SELECT type || ' ' || occurred_on FROM journal WHERE stream = 'needs/{need}' ORDER BY version", row => row.GetString(0))).Skip(3)
            .ShouldBe(["technical-assistance.need-answered 2020-03-05", "technical-assistance.need-answer-withdrawn 2020-03-05"]);
        (await AssistanceWorld.Get(world.Officer, $"/needs/{need}")).GetProperty("version").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task A_need_stays_answered_while_another_activity_answers_it()
    {
        var need = await world.Identify("LCA", review);
        var (first, second) = (await Record(Workshop("LCA").With("needs", new[] { need })), await Record(Workshop("LCA").With("needs", new[] { need })));

        await Withdraw(first);
        (await world.Status(need)).ShouldBe("delivered");
        await Correct(second, Workshop("LCA"));
        (await world.Status(need)).ShouldBe("identified");
        await Correct(second, Workshop("LCA").With("needs", new[] { need }));
        (await world.Status(need)).ShouldBe("delivered");
    }

    [Fact]
    public async Task A_need_is_answered_on_the_day_that_the_corrected_record_gives_as_of_any_day()
    {
        var need = await world.Identify("VCT", review, on: "2019-01-15");
        var body = Workshop("VCT").With("needs", new[] { need });
        var id = await Record(body);

        await Correct(id, body.With("to", "2020-05-05"));
        (await StatusOn("2020-03-05")).ShouldBe("identified");
        (await StatusOn("2020-05-05")).ShouldBe("delivered");
        await Correct(id, body.With("to", "2020-03-02"));
        (await StatusOn("2020-03-02")).ShouldBe("delivered");
        (await StatusOn("2020-03-01")).ShouldBe("identified");
        await Withdraw(id);
        (await StatusOn("2020-05-05")).ShouldBe("identified");

        async Task<string> StatusOn(string day) => (await Breakdown($"needs-by-status?only=state:VCT&asOf={day}", world.Officer)).Single()[..^2];
    }

    [Fact]
    public async Task Figures_follow_the_record_as_it_is_known_and_what_was_counted_before_stays()
    {
        const string period = "from=2011-05-01&to=2011-05-31";
        var body = Workshop("ATG").With("from", "2011-05-02").With("to", "2011-05-03").With("participants", new[] { Row("ATG", 11, 9) }).With("funding", new[] { new { donor = "Malta", amount = 50m, currency = "EUR" } });
        var id = await Record(body);
        var position = await Position(id, 1);
        var known = await world.Service.Scalar<DateTime>($"SELECT recorded_at FROM journal WHERE stream = 'activities/{id}' AND version = 1");

        await Correct(id, body.With("kind", "meeting").With("participants", new[] { Row("ATG", 21, 9) }).With("funding", new[] { new { donor = "Malta", amount = 75m, currency = "EUR" } }));

        (await Breakdown($"activities?{period}")).ShouldBe(["meeting 1"]);
        (await Breakdown($"participations?{period}")).ShouldBe(["female 21", "male 9"]);
        (await Breakdown($"contributions?{period}")).ShouldBe(["EUR 75"]);
        (await Breakdown($"activities?{period}&at={position}")).ShouldBe(["training 1"], "a frozen report keeps its number");
        (await Breakdown($"participations?{period}&at={position}")).ShouldBe(["female 11", "male 9"]);
        (await Breakdown($"contributions?{period}&knownAt={known:O}")).ShouldBe(["EUR 50"]);

        await Correct(id, body.With("from", "2011-06-01").With("to", "2011-06-02"));
        (await Count($"activities?{period}")).ShouldBe(0, "it ended later");
        (await Count("activities?from=2011-06-01&to=2011-06-30")).ShouldBe(1);
        await Correct(id, body.With("from", "2011-04-01").With("to", "2011-04-02"));
        (await Count("activities?from=2011-04-01&to=2011-04-30")).ShouldBe(1, "it ended before the day of its first entry");
        (await Count("activities?from=2011-04-03&to=2011-06-30")).ShouldBe(0);

        await Withdraw(id);
        foreach (var figure in new[] { "activities", "participations", "contributions" })
            (await Count($"{figure}?from=2011-04-01&to=2011-06-30")).ShouldBe(0, figure);
        (await Breakdown($"activities?{period}&at={position}")).ShouldBe(["training 1"]);
    }

    [Fact]
    public async Task A_change_of_a_figure_is_explained_by_the_entry_that_did_it()
    {
        var id = await Record(Workshop("KNA").With("from", "2010-07-01").With("to", "2010-07-02"));
        await Withdraw(id);
        var (before, after) = (await Position(id, 1), await Position(id, 2));

        var change = (await AssistanceWorld.List(world.Officer, $"/figures/activities/changes?was.from=2010-07-01&was.to=2010-07-31&was.at={before}&is.from=2010-07-01&is.to=2010-07-31&is.at={after}")).ShouldHaveSingleItem();

        (change.GetProperty("kind").GetString(), change.GetProperty("record").GetString()).ShouldBe(("removed", $"activities/{id}"));
        change.GetProperty("entries").EnumerateArray().Select(it => it.GetProperty("type").GetString()).ShouldBe(["technical-assistance.activity-withdrawn"]);
    }

    [Fact]
    public async Task Who_joined_after_it_follows_the_correction()
    {
        var id = await Record(AssistanceWorld.Details("BRB"));
        await world.Deposit("BRB", "untoc", TreatyActionKind.Accession, "2021-05-01");
        await world.Deposit("DMA", "untoc", TreatyActionKind.Accession, "2020-06-01");
        (await Joined(id)).ShouldBe(["BRB 2021-05-01"]);

        await Correct(id, AssistanceWorld.Details("BRB").With("beneficiaries", new[] { "BRB", "DMA" }));
        (await Joined(id)).ShouldBe(["DMA 2020-06-01", "BRB 2021-05-01"]);
        await Correct(id, AssistanceWorld.Details("BRB").With("beneficiaries", new[] { "BRB", "DMA" }).With("from", "2020-07-01").With("to", "2020-07-02").With("kind", "training"));
        (await Joined(id)).ShouldBeEmpty();
        (await AssistanceWorld.List(world.Service.Http, "/non-parties/joined-after-assistance?state=BRB")).ShouldBeEmpty();
        await Correct(id, AssistanceWorld.Details("BRB").With("from", "2020-07-01").With("to", "2020-07-02"));
        (await Joined(id)).ShouldBe(["BRB 2021-05-01"], "Dominica joined before the help began");
        await Withdraw(id);
        (await Joined(id)).ShouldBeEmpty();
        (await Journalled(id)).Select(it => it.Split(' ')[0].Split('.')[1]).ShouldBe([
            "activity-delivered", "beneficiary-joined", "activity-corrected", "beneficiary-joined", "activity-corrected", "joining-withdrawn", "joining-withdrawn",
            "activity-corrected", "beneficiary-joined", "activity-withdrawn", "joining-withdrawn",
        ]);
    }

    [Fact]
    public async Task A_deposit_that_comes_after_the_withdrawal_is_not_noted_and_no_candidate_is_said_to_have_been_given_it()
    {
        await world.Deposit("COK", "untoc-som", TreatyActionKind.Accession, "2016-01-01");
        var id = await Record(AssistanceWorld.Details("TTO", "untoc-som"));
        await Withdraw(id);

        (await AssistanceWorld.Get(world.Service.Http, "/non-parties?instrument=untoc-som")).GetProperty("items").EnumerateArray().Single(it => it.GetProperty("state").GetString() == "TTO")
            .GetProperty("assistance").GetArrayLength().ShouldBe(0);
        await world.Deposit("TTO", "untoc-som", TreatyActionKind.Accession, "2021-05-01");
        (await Joined(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deposit_redated_before_the_help_does_not_stand_in_the_way_of_correcting_the_title()
    {
        var id = await Record(AssistanceWorld.Details("SUR"));
        await world.Deposit("SUR", "untoc", TreatyActionKind.Accession, "2019-05-01");

        await Correct(id, AssistanceWorld.Details("SUR").With("title", new { en = "National workshop on acceding" }));

        (await Refused(id, AssistanceWorld.Details("SUR").With("from", "2020-03-02"))).Rule.ShouldBe("technical-assistance/pre-accession-is-for-non-parties");
    }

    [Fact]
    public async Task What_results_followed_is_not_taken_from_under_them()
    {
        var id = await Record(Workshop("GUY").With("beneficiaries", new[] { "GUY", "BLZ" }));
        var result = (await AssistanceWorld.Done(world.Officer, "/results", AssistanceWorld.Result("GUY", [], [id]))).Id();

        var refused = await AssistanceWorld.Post(world.Officer, $"/activities/{id}/withdrawal", new { reason = Reason }, "*");
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        (problem.GetProperty("rule").GetString(), problem.GetProperty("values").GetProperty("results").GetProperty("items")[0].GetProperty("value").GetGuid()).ShouldBe(("technical-assistance/followed-by-results", result));
        (await Refused(id, Workshop("BLZ"))).ShouldBe(new(409, "technical-assistance/followed-by-results", "details.beneficiaries"));
        await Correct(id, Workshop("GUY"));

        await AssistanceWorld.Done(world.Officer, $"/results/{result}/withdrawal", new { reason = Reason }, "\"1\"");
        await Withdraw(id);
        (await AssistanceWorld.Refused(world.Officer, "/results", AssistanceWorld.Result("GUY", [], [id]))).ShouldBe(new(400, "technical-assistance/activity-withdrawn", "activities[0]"));
    }

    [Fact]
    public async Task A_result_reported_while_its_activity_is_withdrawn_never_stands_on_it()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var id = await Record(Workshop("BHS"));

            var (withdrawing, reporting) = (AssistanceWorld.Post(world.Officer, $"/activities/{id}/withdrawal", new { reason = Reason }, "*"), AssistanceWorld.Post(world.Officer, "/results", AssistanceWorld.Result("BHS", [], [id])));
            var (withdrawn, reported) = ((await withdrawing).IsSuccessStatusCode, (await reporting).IsSuccessStatusCode);

            (withdrawn ^ reported).ShouldBeTrue($"withdrawn: {withdrawn}, reported: {reported}");
        }
    }

    [Fact]
    public async Task A_correction_of_which_needs_it_answers_is_for_those_who_may_know_of_them()
    {
        var need = await world.Identify("SSD", review);
        var (corrected, other) = (await Record(Workshop("SSD")), await Record(Workshop("SSD")));

        await Correct(corrected, Workshop("SSD").With("needs", new[] { need }));

        foreach (var stranger in new[] { world.Service.Http, world.FocalPoint("STP"), world.Service.As(Role.Operator) })
        {
            (await Seen(stranger, corrected)).ShouldBe(await Seen(stranger, other));
            Tags.VersionOf((await stranger.GetAsync($"/activities/{corrected}")).Headers.ETag?.Tag).ShouldBe(Tags.VersionOf((await stranger.GetAsync($"/activities/{other}")).Headers.ETag?.Tag));
            (await AssistanceWorld.List(stranger, "/activities?state=SSD")).Select(it => it.GetProperty("version").GetInt32()).ShouldBe([1, 1]);
        }
        foreach (var insider in new[] { world.Officer, world.FocalPoint("SSD") })
            (await AssistanceWorld.Get(insider, $"/activities/{corrected}")).GetProperty("corrections").EnumerateArray().Single().GetProperty("reason").GetString().ShouldBe(Reason);
        (await Journalled(corrected)).ShouldBe(["technical-assistance.activity-delivered 2020-03-05", "technical-assistance.activity-needs-corrected 2020-03-05 internal"]);

        await Withdraw(corrected);
        (await AssistanceWorld.Get(world.Service.Http, $"/activities/{corrected}")).GetProperty("version").GetInt32().ShouldBe(2);

        static async Task<string> Seen(HttpClient asker, Guid id) => (await AssistanceWorld.Get(asker, $"/activities/{id}")).ToString().Replace($"{id}", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_record_said_of_participants_is_shown_as_sparingly_as_what_it_says()
    {
        var id = await Record(Workshop("BTN").With("beneficiaries", new[] { "BTN", "KGZ" }).With("participants", new[] { Row("BTN", 10, 12), Row("KGZ", 7, 8) }));
        await Correct(id, Workshop("BTN").With("beneficiaries", new[] { "BTN", "KGZ" }).With("participants", new[] { Row("BTN", 10, 12), Row("KGZ", 9, 8) }));

        (await Was(world.Service.Http)).IsNull("participants").ShouldBeTrue();
        (await Was(world.FocalPoint("KGZ"))).GetProperty("participants").EnumerateArray().Single().GetProperty("female").GetInt32().ShouldBe(7);
        (await Was(world.Officer)).GetProperty("participants").GetArrayLength().ShouldBe(2);

        async Task<JsonElement> Was(HttpClient asker) => (await AssistanceWorld.Get(asker, $"/activities/{id}")).GetProperty("corrections").EnumerateArray().Single().GetProperty("was");
    }

    [Fact]
    public async Task Lists_go_by_day_the_latest_first_when_asked_to_page_by_page()
    {
        var recorded = new List<Guid>();
        foreach (var day in new[] { "2020-03-07", "2020-03-09", "2020-03-07", "2020-03-08" })
            recorded.Add(await Record(Workshop("BRN").With("to", day)));

        var (found, path) = (new List<Guid>(), "/activities?state=BRN&latest=true&limit=1");
        for (var page = await AssistanceWorld.Get(world.Service.Http, path); ; page = await AssistanceWorld.Get(world.Service.Http, $"{path}&cursor={page.GetProperty("next").GetString()}"))
        {
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(it => it.Id()));
            if (page.IsNull("next"))
                break;
        }

        found.ShouldBe([recorded[1], recorded[3], recorded[2], recorded[0]]);
        (await AssistanceWorld.List(world.Service.Http, "/activities?state=BRN")).Select(it => it.Id()).ShouldBe(recorded);
    }

    async Task<Guid> Record(Dictionary<string, object?> details) => (await AssistanceWorld.Done(world.Officer, "/activities", details)).Id();

    Task<JsonElement> Correct(Guid id, Dictionary<string, object?> details) => AssistanceWorld.Done(world.Officer, $"/activities/{id}/correction", new { reason = Reason, details }, "*");

    Task<JsonElement> Withdraw(Guid id) => AssistanceWorld.Done(world.Officer, $"/activities/{id}/withdrawal", new { reason = Reason }, "*");

    Task<Problem> Refused(Guid id, Dictionary<string, object?> details) => AssistanceWorld.Refused(world.Officer, $"/activities/{id}/correction", new { reason = Reason, details }, "*");

    async Task<List<string>> Joined(Guid activity) =>
        [.. (await AssistanceWorld.Get(world.Service.Http, $"/activities/{activity}")).GetProperty("joinedAfterwards").EnumerateArray().Select(it => $"{it.GetProperty("state").GetString()} {it.GetProperty("notBefore").GetString()}")];

    Task<List<string>> Journalled(Guid activity) => world.Service.Rows($"SELECT type || ' ' || occurred_on || CASE WHEN published THEN '' ELSE ' internal' END FROM journal WHERE stream = 'activities/{activity}' ORDER BY version", row => row.GetString(0));

    /// <summary>Once the relay has given it one.</summary>
    async Task<long> Position(Guid activity, int version)
    {
        var positions = new List<long>();
        await Eventually.True("the relay has given the entry its position", async () =>
            (positions = await world.Service.Rows($"SELECT position FROM journal WHERE stream = 'activities/{activity}' AND version = {version} AND position IS NOT NULL", row => row.GetInt64(0))).Count == 1);
        return positions[0];
    }

    async Task<decimal> Count(string figure) => (await AssistanceWorld.Get(world.Service.Http, $"/figures/{figure}")).GetProperty("count").GetProperty("certain").GetDecimal();

    async Task<List<string>> Breakdown(string figure, HttpClient? asker = null) =>
        [.. (await AssistanceWorld.Get(asker ?? world.Service.Http, $"/figures/{figure}")).GetProperty("breakdown").EnumerateArray().Select(part => $"{part.GetProperty("group").GetString()} {part.GetProperty("certain").GetDecimal():0.##}")];
}
