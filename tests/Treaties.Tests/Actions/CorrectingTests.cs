using System.Net;
using System.Text.Json;
using Treaties.Tests.World;

namespace Treaties.Tests.Actions;

public class Correcting_an_action(RealRecordService service) : IClassFixture<RealRecordService>
{
    readonly TreatiesService treaties = service.Treaties;

    const string Source = "C.N.2.2024.TREATIES-XVIII";

    [Fact]
    public async Task Shows_the_new_day_now_and_the_old_one_as_it_was_known()
    {
        var recorded = await treaties.Record("uncac", new { state = "ERI", kind = "accession", source = Source, depositedOn = "2024-03-01" });
        var before = await treaties.Host.Scalar<DateTime>("SELECT max(recorded_at) FROM act_revision");

        var corrected = await Correct(recorded, new { reason = "misread notification", replacement = new { state = "ERI", kind = "accession", source = Source, depositedOn = "2024-04-01" } }, recorded.ETag);

        corrected.ShouldBe(HttpStatusCode.Created);
        corrected.Body.GetProperty("revision").GetInt32().ShouldBe(1);
        corrected.Body.GetProperty("action").GetProperty("effectiveOn").GetString().ShouldBe("2024-05-01");
        (await DepositOf("ERI", "")).ShouldBe("2024-04-01");
        (await DepositOf("ERI", $"&knownAt={before:O}")).ShouldBe("2024-03-01");

        var history = (await treaties.Get(recorded.Location!)).GetProperty("revisions");
        history.GetArrayLength().ShouldBe(2);
        history[1].GetProperty("reason").GetString().ShouldBe("misread notification");
    }

    [Fact]
    public async Task Annulled_makes_it_count_for_nothing_from_then_on()
    {
        var recorded = await treaties.Record("uncac", new { state = "MCO", kind = "accession", source = Source, depositedOn = "2024-03-01" });

        (await Correct(recorded, new { reason = "entered for the wrong State", annul = true }, recorded.ETag)).ShouldBe(HttpStatusCode.Created);

        (await treaties.Get("/instruments/uncac/participants/MCO?asOf=2024-12-31")).GetProperty("standing").GetString().ShouldBe("none");
        (await treaties.Get(recorded.Location!)).GetProperty("action").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Correct(recorded, new { reason = "again", annul = true }, "*")).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/act-annulled");
        (await Correct(recorded, new { reason = "it was right after all", replacement = new { state = "MCO", kind = "accession", source = Source, depositedOn = "2024-03-01" } }, "*")).ShouldBe(HttpStatusCode.Created);
        (await treaties.Get("/instruments/uncac/participants/MCO?asOf=2024-12-31")).GetProperty("standing").GetString().ShouldBe("party");
    }

    [Fact]
    public async Task Is_found_by_its_id_alone_with_all_that_each_recording_said()
    {
        var recorded = await treaties.Record("uncac", new { state = "SMR", kind = "declaration", source = Source, depositedOn = "2024-03-01", provisions = new[] { "uncac art. 66(2)" } });
        (await Correct(recorded, new { reason = "it was not made", annul = true }, recorded.ETag)).ShouldBe(HttpStatusCode.Created);

        using var answer = await treaties.Host.Http.GetAsync($"/actions/{recorded.Body.GetProperty("id").GetGuid()}");
        using var known = await treaties.Host.Http.GetAsync(recorded.Location);
        var found = await answer.Content.ReadAsStringAsync();

        found.ShouldBe(await known.Content.ReadAsStringAsync());
        answer.Headers.ETag.ShouldBe(known.Headers.ETag);
        var last = JsonDocument.Parse(found).RootElement.GetProperty("revisions")[1];
        (last.GetProperty("instrument").GetString(), last.GetProperty("state").GetString(), last.GetProperty("provisions")[0].GetString()).ShouldBe(("uncac", "SMR", "uncac art. 66(2)"), "of what is annulled no other place says it");
        using var none = await treaties.Host.Http.GetAsync("/actions/01950000-0000-7000-8000-0000000000ff");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Wants_what_was_seen_and_refuses_what_is_stale()
    {
        var recorded = await treaties.Record("uncac", new { state = "AND", kind = "declaration", source = Source, depositedOn = "2024-03-01" });
        await treaties.Record("uncac", new { state = "AND", kind = "declaration", source = Source, depositedOn = "2024-03-02" });

        (await Correct(recorded, new { reason = "x", annul = true }, null)).ShouldBe(HttpStatusCode.PreconditionRequired);
        (await Correct(recorded, new { reason = "x", annul = true }, recorded.ETag)).ShouldBe(HttpStatusCode.PreconditionFailed);

        using var seen = await treaties.Host.Http.GetAsync(recorded.Location);
        (await Correct(recorded, new { reason = "x", annul = true }, seen.Headers.ETag!.Tag)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Tells_a_protocol_anew_whose_day_of_effect_moves_with_its_convention()
    {
        var convention = await treaties.Record("untoc", new { state = "SLB", kind = "accession", source = Source, depositedOn = "2024-03-01" });
        var protocol = await treaties.Record("untoc-tip", new { state = "SLB", kind = "succession", source = Source, depositedOn = "2024-03-01" });
        protocol.Text("effectiveOn").ShouldBe("2024-03-31");

        (await Correct(convention, new { reason = "misread", replacement = new { state = "SLB", kind = "accession", source = Source, depositedOn = "2024-02-20" } }, "*")).ShouldBe(HttpStatusCode.Created);

        var told = JsonSerializer.Deserialize<Contracts.Treaties.ActionCorrected>(await treaties.Host.Scalar<string>("SELECT payload FROM journal WHERE stream = 'participants/SLB' ORDER BY version DESC LIMIT 1"), JsonSerializerOptions.Web)!;
        (told.Action.ToString(), told.EffectiveOn, told.Revision).ShouldBe((protocol.Text("id")!, new DateOnly(2024, 3, 21), 1));
    }

    [Fact]
    public async Task Is_refused_where_it_would_orphan_a_protocol()
    {
        var convention = (await treaties.Get("/instruments/untoc/participants/KEN")).GetProperty("actionId").GetString();
        var path = $"/instruments/untoc/actions/{convention}/corrections";
        var before = await treaties.Entries();

        (await treaties.Post(path, new { reason = "x", annul = true }, "*")).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/correction-breaks-another");
        (await treaties.Post(path, new { reason = "x", replacement = new { state = "KEN", kind = "accession", source = Source, depositedOn = "2023-01-01" } }, "*")).ShouldBe(HttpStatusCode.Conflict);
        (await treaties.Entries()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_an_act_the_depositary_recorded_against_a_rule_is_possible_for_the_rest_of_it()
    {
        var flagged = (await treaties.Get("/instruments/untoc-tip/participants/ATG")).GetProperty("actionId").GetString();
        var on = (await treaties.Get("/instruments/untoc-tip/participants/ATG")).GetProperty("depositedOn").GetString();

        var answer = await treaties.Post($"/instruments/untoc-tip/actions/{flagged}/corrections", new { reason = "better source", replacement = new { state = "ATG", kind = "ratification", source = "MTDSG", depositedOn = on } }, "*");

        answer.ShouldBe(HttpStatusCode.Created);
        answer.Body.GetProperty("action").GetProperty("flags")[0].GetString().ShouldBe("treaties/ratification-needs-signature");
    }

    [Fact]
    public async Task Is_refused_where_it_breaks_a_rule_corrects_nothing_or_says_neither_what_nor_why()
    {
        var recorded = await treaties.Record("uncac", new { state = "VCT", kind = "accession", source = Source, depositedOn = "2024-03-01" });
        Task<Reply> Try(object body) => Correct(recorded, body, "*");

        (await Try(new { reason = "x", replacement = new { state = "VCT", kind = "accession", source = Source, depositedOn = "2003-01-01" } })).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/deposit-before-opening");
        (await Try(new { reason = "x", replacement = new { state = "VCT", kind = "accession", source = Source, depositedOn = "2024-03-01" } })).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/nothing-corrected");
        (await Try(new { reason = "x", replacement = new { state = "KEN", kind = "accession", source = Source, depositedOn = "2024-03-01" } })).ShouldBe(HttpStatusCode.BadRequest).Rule.ShouldBe("treaties/correction-keeps-participant");
        (await Try(new { reason = "x", replacement = new { state = "VCT", kind = "accession", source = Source } })).ShouldBe(HttpStatusCode.BadRequest).Rule.ShouldBe("treaties/date-or-bounds");
        (await Try(new { reason = "x" })).ShouldBe(HttpStatusCode.BadRequest).Rule.ShouldBe("treaties/annul-or-replace");
        (await Try(new { reason = "", annul = true })).ShouldBe(HttpStatusCode.BadRequest).Rule.ShouldBe("interface/required");
        (await treaties.Post($"/instruments/untoc/actions/{recorded.Text("id")}/corrections", new { reason = "x", annul = true }, "*")).ShouldBe(HttpStatusCode.NotFound);
    }

    Task<Reply> Correct(Reply recorded, object body, string? ifMatch) => treaties.Post($"{recorded.Location}/corrections", body, ifMatch);

    async Task<string?> DepositOf(string state, string and) => (await treaties.Get($"/instruments/uncac/participants/{state}?asOf=2024-12-31{and}")).GetProperty("depositedOn").GetString();
}
