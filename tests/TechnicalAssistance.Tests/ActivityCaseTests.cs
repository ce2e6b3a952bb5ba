using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>An activity is part of a programme, answers needs, has participants and is paid for; not everybody sees all of it.</summary>
[Collection(OneAssistance.Name)]
public sealed class ActivityCaseTests(AssistanceWorld world)
{
    readonly Guid review = AssistanceWorld.NewId();

    static Dictionary<string, object?> Workshop(params string[] beneficiaries) => AssistanceWorld.Details(beneficiaries[0], "uncac", "training").With("beneficiaries", beneficiaries);

    static object Row(string state, int female, int male, int notStated = 0) => new { state, female, male, notStated };

    [Fact]
    public async Task It_is_recorded_with_programme_participants_and_funding_and_the_fact_carries_what_figures_count()
    {
        var need = await world.Identify("ALB", review);
        var body = Workshop("ALB", "BIH").With("programme", AssistanceWorld.Programme).With("needs", new[] { need })
            .With("participants", new[] { Row("ALB", 10, 12), Row("BIH", 7, 8, 6) }).With("funding", new[] { new { donor = "Norway", amount = 42000.50m, currency = "USD" } });

        var answer = await AssistanceWorld.Done(world.Officer, "/activities", body);

        answer.GetProperty("details").GetProperty("participants").GetArrayLength().ShouldBe(2);
        answer.GetProperty("details").Ids("needs").ShouldBe([need]);
        var payload = await world.Service.Scalar<string>($"SELECT payload FROM journal WHERE stream = 'activities/{answer.Id()}'");
        payload.ShouldContain("""
            "participants":[{"state":"ALB","female":10,"male":12,"notStated":0},{"state":"BIH","female":7,"male":8,"notStated":6}],"funding":[{"donor":"Norway","amount":42000.50,"currency":"USD"}]
            """);
        payload.ShouldNotContain($"{need}", Case.Insensitive, "the fact travels, and the need may not be published");
        (await world.Status(need)).ShouldBe("delivered");
    }

    [Fact]
    public async Task Strangers_see_totals_a_State_its_own_row_and_the_secretariat_everything()
    {
        var need = await world.Identify("HRV", review);
        await world.PublishReview(review, "HRV");
        var id = (await AssistanceWorld.Done(world.Officer, "/activities", Workshop("HRV", "SRB").With("needs", new[] { need }).With("participants", new[] { Row("HRV", 10, 12), Row("SRB", 7, 8) }))).Id();

        foreach (var stranger in new[] { world.Service.Http, world.FocalPoint("MKD"), world.Service.As(Role.Operator) })
        {
            var shown = await AssistanceWorld.Get(stranger, $"/activities/{id}");
            shown.GetProperty("details").IsNull("needs").ShouldBeTrue();
            shown.GetProperty("details").IsNull("participants").ShouldBeTrue();
            shown.GetProperty("participations").ToString().ShouldBe("""{"total":37,"female":17,"male":20,"notStated":0}""");
            (await AssistanceWorld.List(stranger, "/activities?state=HRV")).Single().GetProperty("details").IsNull("participants").ShouldBeTrue();
        }
        var own = (await AssistanceWorld.Get(world.FocalPoint("HRV"), $"/activities/{id}")).GetProperty("details");
        own.Ids("needs").ShouldBe([need]);
        own.GetProperty("participants").EnumerateArray().Select(row => row.GetProperty("state").GetString()).ShouldBe(["HRV"]);
        var other = (await AssistanceWorld.Get(world.FocalPoint("SRB"), $"/activities/{id}")).GetProperty("details");
        other.IsNull("needs").ShouldBeTrue();
        other.GetProperty("participants").EnumerateArray().Select(row => row.GetProperty("state").GetString()).ShouldBe(["SRB"]);
        (await AssistanceWorld.Get(world.Service.As(Role.ReviewOfficer), $"/activities/{id}")).GetProperty("details").GetProperty("participants").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_activity_that_answers_a_need_looks_to_strangers_like_one_that_answers_none()
    {
        var need = await world.Identify("MNE", review);
        var with = (await AssistanceWorld.Done(world.Officer, "/activities", Workshop("MNE").With("needs", new[] { need }))).Id();
        var without = (await AssistanceWorld.Done(world.Officer, "/activities", Workshop("MNE"))).Id();

        foreach (var stranger in new[] { world.Service.Http, world.FocalPoint("MKD") })
        {
            (await Seen(stranger, with)).ShouldBe(await Seen(stranger, without));
            Tags.VersionOf((await stranger.GetAsync($"/activities/{with}")).Headers.ETag?.Tag).ShouldBe(Tags.VersionOf((await stranger.GetAsync($"/activities/{without}")).Headers.ETag?.Tag));
        }

        static async Task<string> Seen(HttpClient asker, Guid id) => (await AssistanceWorld.Get(asker, $"/activities/{id}")).ToString().Replace($"{id}", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_need_is_one_of_a_beneficiary()
    {
        var need = await world.Identify("MDA", review);

        (await Refused(Workshop("UKR").With("needs", new[] { need }))).ShouldBe(new(400, "technical-assistance/need-of-a-beneficiary", "needs[0]"));
        (await Refused(Workshop("MDA").With("needs", new[] { need, AssistanceWorld.NewId() }))).ShouldBe(new(400, "technical-assistance/need-of-a-beneficiary", "needs[1]"));
        (await Refused(Workshop("MDA").With("needs", new[] { need, need }))).ShouldBe(new(400, "technical-assistance/named-twice", "needs"));
        (await world.Status(need)).ShouldBe("identified");
        (await AssistanceWorld.List(world.Officer, "/activities?state=MDA")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Programme_participants_and_funding_that_cannot_be_right_are_refused()
    {
        var good = Workshop("ARM");
        (await Refused(good.With("programme", "none"))).ShouldBe(new(400, "technical-assistance/programme-unknown", "programme"));
        (await Refused(good.With("participants", new[] { Row("EUE", 5, 5) }))).ShouldBe(new(400, "technical-assistance/beneficiary-is-a-state", "participants[0].state"));
        (await Refused(good.With("participants", new[] { Row("ARM", 5, 5), Row("ARM", 5, 5) }))).ShouldBe(new(400, "technical-assistance/named-twice", "participants"));
        foreach (var row in new[] { Row("ARM", -1, 5), Row("ARM", 5, 2_000_000), Row("ARM", 0, 0, -1), Row("ARM", 0, 0) })
            (await Refused(good.With("participants", new[] { row }))).ShouldBe(new(400, "technical-assistance/participations-counted", "participants[0]"));
        (await Refused(good.With("funding", new[] { new { donor = " ", amount = 1m, currency = "USD" } }))).ShouldBe(new(400, "technical-assistance/donor-named", "funding[0].donor"));
        foreach (var code in new[] { "usd", "ABC", "XXX", "XTS", "XAU" })
            (await Refused(good.With("funding", new[] { new { donor = "Norway", amount = 1m, currency = code } }))).ShouldBe(new(400, "technical-assistance/currency-unknown", "funding[0].currency"));
        foreach (var (amount, code) in new[] { (0m, "USD"), (-1m, "USD"), (0.001m, "USD"), (10.5m, "JPY") })
            (await Refused(good.With("funding", new[] { new { donor = "Norway", amount, currency = code } }))).ShouldBe(new(400, "technical-assistance/amount-of-money", "funding[0].amount"));
        (await AssistanceWorld.List(world.Officer, "/activities?state=ARM")).ShouldBeEmpty();

        await AssistanceWorld.Done(world.Officer, "/activities", good.With("funding", new[] { new { donor = "Japan", amount = 1_000_000m, currency = "JPY" }, new { donor = "Kuwait", amount = 0.125m, currency = "KWD" } }));
    }

    Task<Problem> Refused(Dictionary<string, object?> body) => AssistanceWorld.Refused(world.Officer, "/activities", body);
}
