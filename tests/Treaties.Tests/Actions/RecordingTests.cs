using System.Net;
using System.Text.Json;
using Contracts.Treaties;
using Treaties.Tests.World;

namespace Treaties.Tests.Actions;

public class Recording_an_action(RealRecordService service) : IClassFixture<RealRecordService>
{
    readonly TreatiesService treaties = service.Treaties;

    const string Source = "C.N.1.2024.TREATIES-XVIII";

    [Fact]
    public async Task Answers_with_the_day_of_effect_and_how_it_follows_and_tells_the_other_services()
    {
        var answer = await treaties.Record("untoc", new { state = "WSM", kind = "accession", source = Source, depositedOn = "2024-05-02" });

        answer.ShouldBe(HttpStatusCode.Created);
        answer.Text("effectiveOn").ShouldBe("2024-06-01");
        answer.Body.GetProperty("calculation")[0].GetString().ShouldBe("deposit 2024-05-02 + 30 days (untoc art. 38(2)) = 2024-06-01");
        answer.Text("name").ShouldBe("Samoa");
        answer.ETag.ShouldBe($"\"participants/WSM/{await treaties.Host.Scalar<int>("SELECT max(version) FROM journal WHERE stream = 'participants/WSM'")}\"");
        answer.Location.ShouldBe($"/instruments/untoc/actions/{answer.Text("id")}");

        var fact = JsonSerializer.Deserialize<ActionDeposited>(await treaties.Host.Scalar<string>("SELECT payload FROM journal WHERE stream = 'participants/WSM' ORDER BY version DESC LIMIT 1"), JsonSerializerOptions.Web)!;
        fact.Action.ToString().ShouldBe(answer.Text("id"));
        fact.DepositedOn.ShouldBe(new DateOnly(2024, 5, 2));
        fact.EffectiveOn.ShouldBe(new DateOnly(2024, 6, 1));
        fact.Flags.ShouldBeEmpty();
        (await treaties.Get("/instruments/untoc/participants/WSM?asOf=2024-05-31")).GetProperty("standing").GetString().ShouldBe("contracting");
        (await treaties.Get("/instruments/untoc/participants/WSM?asOf=2024-06-01")).GetProperty("standing").GetString().ShouldBe("party");
    }

    [Fact]
    public async Task Lets_a_protocol_be_joined_on_the_day_the_Convention_is()
    {
        (await treaties.Record("untoc", new { state = "TUV", kind = "accession", source = Source, depositedOn = "2024-03-01" })).ShouldBe(HttpStatusCode.Created);

        var answer = await treaties.Record("untoc-tip", new { state = "TUV", kind = "accession", source = Source, depositedOn = "2024-03-01" });

        answer.ShouldBe(HttpStatusCode.Created);
        answer.Body.GetProperty("flags").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Of_an_accession_by_a_signatory_is_recorded_with_a_query()
    {
        var answer = await treaties.Record("uncac", new { state = "SYR", kind = "accession", source = Source, depositedOn = "2024-03-01" });

        answer.ShouldBe(HttpStatusCode.Created);
        answer.Body.GetProperty("flags")[0].GetString().ShouldBe("treaties/accession-by-signatory");
    }

    [Fact]
    public async Task Of_an_act_known_only_by_bounds_keeps_the_bounds()
    {
        var answer = await treaties.Record("uncac", new { state = "SMR", kind = "accession", source = Source, notBefore = "2024-01-01", notAfter = "2024-02-01" });

        answer.ShouldBe(HttpStatusCode.Created);
        answer.Body.GetProperty("depositedOn").ValueKind.ShouldBe(JsonValueKind.Null);
        (answer.Text("effectiveNotBefore"), answer.Text("effectiveNotAfter")).ShouldBe(("2024-01-31", "2024-03-02"));
    }

    [Fact]
    public async Task Of_a_declaration_names_its_provisions_and_of_its_withdrawal_the_declaration()
    {
        var declared = await treaties.Record("uncac", new { state = "KEN", kind = "reservation", source = Source, depositedOn = "2024-01-01", provisions = new[] { "uncac art. 66(2)" } });

        (await treaties.Record("uncac", new { state = "KEN", kind = "withdrawal-of-reservation", source = Source, depositedOn = "2024-02-01", concerns = declared.Text("id") })).ShouldBe(HttpStatusCode.Created);
        (await treaties.Record("uncac", new { state = "FRA", kind = "objection", source = Source, depositedOn = "2024-01-15", concerns = declared.Text("id") })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Repeated_under_one_key_is_done_once()
    {
        var before = await treaties.Entries();
        async Task<string> Send()
        {
            using var client = treaties.Host.As(ServiceDefaults.Access.Role.TreatyOfficer);
            client.DefaultRequestHeaders.Add("Idempotency-Key", "ken-declares");
            using var answer = await client.PostAsync("/instruments/uncac/actions", System.Net.Http.Json.JsonContent.Create(new { state = "KEN", kind = "declaration", source = Source, depositedOn = "2024-04-04" }));
            return await answer.Content.ReadAsStringAsync();
        }

        (await Send()).ShouldBe(await Send());
        (await treaties.Entries()).ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("untoc", "PNG", "accession", "2000-12-11", "treaties/deposit-before-opening", "untoc art. 36(1)")]
    [InlineData("untoc", "PNG", "signature", "2002-12-13", "treaties/signature-after-closing", "untoc art. 36(1)")]
    [InlineData("untoc", "PNG", "ratification", "2020-01-01", "treaties/ratification-needs-signature", "untoc art. 36(1)")]
    [InlineData("untoc-tip", "PNG", "accession", "2020-01-01", "treaties/protocol-needs-convention", "untoc art. 37(2)")]
    [InlineData("untoc", "KEN", "accession", "2020-01-01", "treaties/already-bound", "VCLT art. 2(1)(b) and (g)")]
    [InlineData("untoc", "PNG", "formal-confirmation", "2020-01-01", "treaties/formal-confirmation-by-state", null)]
    [InlineData("untoc", "PNG", "denunciation", "2020-01-01", "treaties/denunciation-needs-party", "untoc art. 40(1)")]
    [InlineData("untoc", "KEN", "withdrawal-of-denunciation", "2020-01-01", "treaties/nothing-to-take-back", "VCLT art. 68")]
    [InlineData("untoc", "KEN", "withdrawal-of-reservation", "2020-01-01", "treaties/withdraws-no-act", "VCLT arts. 22, 23(4)")]
    [InlineData("uncac", "KEN", "signature", "2003-12-09", "treaties/already-recorded", "VCLT art. 77(1)(d)")]
    [InlineData("untoc", "XKX", "accession", "2020-01-01", "treaties/participant-not-on-register", "data/states/participants.csv")]
    [InlineData("untoc", "PNG", "accession", "2999-01-01", "treaties/date-in-the-future", "VCLT art. 77(1)(c)")]
    public async Task Is_refused_where_a_rule_is_broken_and_nothing_is_recorded(string instrument, string state, string kind, string on, string rule, string? article)
    {
        var before = await treaties.Entries();

        var answer = await treaties.Record(instrument, new { state, kind, source = Source, depositedOn = on });

        answer.ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe(rule);
        if (article is not null)
            answer.Text("source").ShouldBe(article);
        answer.Text("field").ShouldBeOneOf("state", "kind", "depositedOn", "concerns", "instrument");
        (await treaties.Entries()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_an_objection_to_nothing_is_refused() =>
        (await treaties.Record("uncac", new { state = "KEN", kind = "objection", source = Source, depositedOn = "2024-01-01", concerns = Guid.Empty })).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/concerns-no-act");

    [Theory]
    [InlineData("""{"state":"PNG","kind":"accession","source":"x"}""", "treaties/date-or-bounds")]
    [InlineData("""{"state":"PNG","kind":"accession","source":"x","notBefore":"2020-01-01"}""", "treaties/date-or-bounds")]
    [InlineData("""{"state":"PNG","kind":"accession","source":"x","notBefore":"2020-01-02","notAfter":"2020-01-01"}""", "treaties/date-or-bounds")]
    [InlineData("""{"state":"PNG","kind":"accession","source":"x","depositedOn":"2020-01-02","notAfter":"2020-01-03"}""", "treaties/date-or-bounds")]
    [InlineData("""{"state":"GBR","kind":"territorial-application","source":"x","depositedOn":"2020-01-02"}""", "treaties/territory-of-application")]
    [InlineData("""{"state":"GBR","kind":"declaration","source":"x","depositedOn":"2020-01-02","territory":"Bermuda"}""", "treaties/territory-of-application")]
    [InlineData("""{"state":"GBR","kind":"declaration","source":"x","depositedOn":"2020-01-02","provisions":["untoc art. 99"]}""", "treaties/no-such-article")]
    [InlineData("""{"state":"GBR","kind":"declaration","source":"x","depositedOn":"2020-01-02","provisions":["uncac art. 46"]}""", "treaties/no-such-article")]
    [InlineData("""{"state":"GBR","kind":"declaration","source":"","depositedOn":"2020-01-02"}""", "interface/required")]
    [InlineData("""{"state":"GBR","kind":"declaration","depositedOn":"2020-01-02"}""", "interface/missing-field")]
    [InlineData("""{"state":"GBR","kind":"waving","source":"x","depositedOn":"2020-01-02"}""", "interface/unreadable-field")]
    [InlineData("""{"state":"gbr","kind":"declaration","source":"x","depositedOn":"2020-01-02"}""", "interface/unreadable-field")]
    public async Task That_cannot_be_read_as_an_act_is_sent_back_with_the_field(string body, string rule)
    {
        var answer = await treaties.Post("/instruments/untoc/actions", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        answer.ShouldBe(HttpStatusCode.BadRequest).Rule.ShouldBe(rule);
    }

    [Fact]
    public async Task Towards_an_instrument_that_is_not_there_finds_nothing() =>
        (await treaties.Record("atlantis", new { state = "KEN", kind = "accession", source = Source, depositedOn = "2020-01-01" })).ShouldBe(HttpStatusCode.NotFound);
}
