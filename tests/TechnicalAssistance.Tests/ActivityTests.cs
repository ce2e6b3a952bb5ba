using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>The assistance officer records what was given.</summary>
[Collection(OneAssistance.Name)]
public sealed class ActivityTests(AssistanceWorld world)
{
    [Fact]
    public async Task An_activity_is_recorded_shown_listed_and_goes_out()
    {
        var id = await Record(AssistanceWorld.Details("LIE", "uncac", "training"));

        var shown = await world.Service.Http.GetAsync($"/activities/{id}");
        Tags.VersionOf(shown.Headers.ETag!.Tag).ShouldBe("1");
        (await shown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("details").GetProperty("kind").GetString().ShouldBe("training");
        (await List("/activities?state=LIE&instrument=uncac&kind=training")).Count.ShouldBe(1);
        (await List("/activities?state=LIE&kind=equipment")).ShouldBeEmpty();
        (await List("/activities?state=LIE&instrument=untoc")).ShouldBeEmpty();
        (await world.Service.Rows($"SELECT type, published FROM journal WHERE stream = 'activities/{id}'", row => (row.GetString(0), row.GetBoolean(1)))).ShouldBe([("technical-assistance.activity-delivered", true)]);
    }

    [Fact]
    public async Task Activities_come_in_pages()
    {
        for (var one = 0; one < 3; one++)
            await Record(AssistanceWorld.Details("UGA", "uncac", "training"));

        var first = await world.Service.Http.GetAsync("/activities?state=UGA&limit=2");
        var page = await first.Content.ReadFromJsonAsync<JsonElement>();
        page.GetProperty("items").GetArrayLength().ShouldBe(2);
        first.Headers.GetValues("Link").Single().ShouldContain("rel=\"next\"");
        (await List($"/activities?state=UGA&limit=2&cursor={page.GetProperty("next").GetString()}")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_Idempotency_Key_records_once()
    {
        var officer = world.Service.As(Role.AssistanceOfficer);
        officer.DefaultRequestHeaders.Add("Idempotency-Key", "rwanda-1");

        var first = await officer.PostAsJsonAsync("/activities", AssistanceWorld.Details("RWA", "uncac", "training"));
        var second = await officer.PostAsJsonAsync("/activities", AssistanceWorld.Details("RWA", "uncac", "training"));

        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await List("/activities?state=RWA")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_cannot_be_right_is_refused()
    {
        var good = AssistanceWorld.Details("BDI");
        var tomorrow = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1):O}";

        (await Refused(new(good) { ["title"] = new Dictionary<string, string> { ["English"] = "Workshop" } })).ShouldBe(new(400, "technical-assistance/title-by-language", "title.English"));
        (await Refused(new(good) { ["title"] = new Dictionary<string, string> { ["en"] = new string('t', 301) } })).ShouldBe(new(400, "technical-assistance/title-length", "title.en"));
        (await Refused(new(good) { ["title"] = new Dictionary<string, string>() })).ShouldBe(new(400, "interface/min-length", "title"));
        (await Refused(new(good) { ["languages"] = new[] { "English" } })).ShouldBe(new(400, "technical-assistance/language-tag", "languages"));
        (await Refused(new(good) { ["to"] = "2020-02-01" })).ShouldBe(new(400, "technical-assistance/ends-after-it-begins", "to"));
        (await Refused(new(good) { ["to"] = tomorrow })).ShouldBe(new(400, "technical-assistance/given-not-planned", "to"));
        (await Refused(new(good) { ["place"] = null })).ShouldBe(new(400, "technical-assistance/place-or-online", "place"));
        (await Refused(new(good) { ["instruments"] = new[] { "untoc", "untoc" } })).ShouldBe(new(400, "technical-assistance/named-twice", "instruments"));
        (await Refused(new(good) { ["beneficiaries"] = new[] { "BDI", "BDI" } })).ShouldBe(new(400, "technical-assistance/named-twice", "beneficiaries"));
        (await Refused(new(good) { ["instruments"] = new[] { "none" } })).ShouldBe(new(400, "technical-assistance/instrument-unknown", "instruments[0]"));
        (await Refused(new(good) { ["instruments"] = Array.Empty<string>() })).ShouldBe(new(400, "interface/min-length", "instruments"));
        (await Refused(new(good) { ["articles"] = new[] { "uncac art. 33" } })).ShouldBe(new(400, "technical-assistance/article-of-another-instrument", "articles[0]"));
        (await Refused(new(good) { ["beneficiaries"] = new[] { "EUE" } })).ShouldBe(new(400, "technical-assistance/beneficiary-is-a-state", "beneficiaries[0]"));
        (await List("/activities?state=BDI")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_party_already_needs_no_help_to_join()
    {
        await world.Deposit("ETH", "untoc", TreatyActionKind.Ratification, "2007-07-23");

        (await Refused(AssistanceWorld.Details("ETH"))).ShouldBe(new(409, "technical-assistance/pre-accession-is-for-non-parties", "beneficiaries[0]"));
        await Record(AssistanceWorld.Details("ETH", kind: "training"));
    }

    [Fact]
    public async Task An_activity_that_is_none_is_absent() =>
        (await Problem.Of(await world.Service.Http.GetAsync($"/activities/{Guid.Empty}"))).ShouldBe(new(404, "absent", null));

    async Task<Guid> Record(Dictionary<string, object?> details)
    {
        var answer = await world.Service.As(Role.AssistanceOfficer).PostAsJsonAsync("/activities", details);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    async Task<Problem> Refused(Dictionary<string, object?> details) => await Problem.Of(await world.Service.As(Role.AssistanceOfficer).PostAsJsonAsync("/activities", details));

    async Task<List<JsonElement>> List(string path) => [.. (await world.Service.Http.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];
}
