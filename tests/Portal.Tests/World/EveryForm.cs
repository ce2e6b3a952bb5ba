using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.World;

/// <summary>A form of the portal.</summary>
/// <param name="Name">Of its texts: <c>form.{name}.submit</c>.</param>
/// <param name="Role">Who is asked it, in the name of <see cref="State"/>.</param>
/// <param name="State">Null for the secretariat.</param>
/// <param name="Page">Has its page come to be; called again it gives one on which the same can be done once more.</param>
/// <param name="Right">What is right to type, by name of the field: all that must be.</param>
sealed record EachForm(string Name, Role Role, string? State, Func<Task<string>> Page, Dictionary<string, string> Right)
{
    /// <summary>
    /// What is done once is asked anew for each value of a list, and only for the lists that are named here: its others stand in another form too. Null where the one page takes
    /// all values.
    /// </summary>
    public IReadOnlyList<string>? Once { get; init; }

    /// <summary>No service takes it: it is of people and their access.</summary>
    public bool IsThePortals { get; init; }

    public override string ToString() => $"{Name} ({RoleNames.Of(Role)})";
}

/// <summary>
/// Every form of the portal that its forms' mechanism takes, before the services as they are. Whoever adds a form adds it here: what all forms are held to then holds for it.
/// </summary>
sealed class EveryForm(RealServices services)
{
    const string Item = "01950000-0000-7000-8000-0000000000a1", Other = "01950000-0000-7000-8000-0000000000a2";

    static readonly Dictionary<string, string> names = new() { ["en"] = "№ 1", ["ar"] = "مكتب", ["zh"] = "办公室" }, reasons = new() { ["reason"] = "A" };

    /// <summary>Over all tests: what they do is done at the same services.</summary>
    static int made;

    /// <remarks>What offers records that others make comes before these, or a test that sends many would read ever longer lists.</remarks>
    public IReadOnlyList<EachForm> All =>
    [
        new("open-review", Role.ReviewOfficer, null, At("/reviews/open"),
            Noted("note", new() { ["mechanism"] = "uncac-irm cycle-1", ["state"] = "KEN", ["reviewers[0]"] = "GHA", ["reviewers[1]"] = "CHE", ["startsOn"] = "2026-01-02" })),
        new("focal-points", Role.ReviewOfficer, null, Review("focal-points"), Noted("note", new() { ["state"] = "KEN", ["person.name"] = "A" })),
        new("focal-points", Role.PermanentMission, "KEN", Review("focal-points"), Noted("note", new() { ["person.name"] = "A" })),
        new("self-assessment", Role.FocalPoint, "KEN", Review("self-assessment"),
            new() { ["answers[0].article"] = "uncac art. 5", ["answers[0].implemented"] = "yes", ["answers[0].text"] = "A" }),
        new("feedback-draft", Role.GovernmentalExpert, "CHE", Review("feedback"),
            new() { ["observations[0].kind"] = "challenge", ["observations[0].article"] = "uncac art. 5", ["observations[0].text"] = "A" }),
        new("feedback", Role.FocalPoint, "CHE", Review("feedback"),
            new() { ["text"] = "A", ["observations[0].kind"] = "challenge", ["observations[0].article"] = "uncac art. 5", ["observations[0].text"] = "A" }),
        new("outcome", Role.FocalPoint, "CHE", Review("outcome"),
            InAnyLanguage("summary",
            new() { ["findings[0].kind"] = "need", ["findings[0].article"] = "uncac art. 5", ["findings[0].text"] = "A", ["findings[0].need.kind"] = "other" })),
        new("outcome", Role.FocalPoint, "CHE", Review("outcome", isReturned: true),
            InAnyLanguage("summary", new() { ["findings[0].kind"] = "success", ["findings[0].article"] = "uncac art. 5", ["findings[0].text"] = "A" })),
        new("agreement", Role.FocalPoint, "KEN", Review("agreement"), new() { ["agreed"] = "true" }),
        new("publication", Role.ReviewOfficer, null, Review("publication"), []),

        new("request-assistance", Role.FocalPoint, "KEN", Need, Noted("note", new() { ["kind"] = "other", ["description"] = "A" })),
        new("mark-met", Role.FocalPoint, "KEN", Need, new() { ["metOn"] = "2026-01-02" }),
        new("decision", Role.AssistanceOfficer, null, Requested, new() { ["kind"] = "accepted" }) { Once = ["programme", "kind"] },
        new("result", Role.AssistanceOfficer, null, AfterAnActivity, Result("")),
        new("correct-result", Role.AssistanceOfficer, null, Reported, With(reasons, Result("details."))) { Once = ["details.kind"] },
        new("withdraw-result", Role.AssistanceOfficer, null, Reported, reasons),
        new("activity", Role.AssistanceOfficer, null, At("/activities/new"), Activity("")),
        new("correct-activity", Role.AssistanceOfficer, null, Delivered, With(reasons, Activity("details."))) { Once = ["details.kind"] },
        new("withdraw-activity", Role.AssistanceOfficer, null, Delivered, reasons),

        new("transmit", Role.CentralAuthority, "KEN", ToAnAuthority, new() { ["instrument"] = "uncac", ["subject"] = "A", ["text"] = "A" }),
        new("designate", Role.NetworkOfficer, null, At("/authorities/new"),
            Noted("details.source", InAnyLanguage("details.names", new() { ["state"] = "KEN", ["details.functions"] = "mutual-legal-assistance/uncac" }))),
        new("designate", Role.PermanentMission, "KEN", At("/authorities/new"),
            Noted("details.source", InAnyLanguage("details.names", new() { ["details.functions"] = "mutual-legal-assistance/uncac" }))),
        new("keep-authority", Role.NetworkOfficer, null, async () => $"/authorities/{await Designated("KEN")}",
            Noted("source", InAnyLanguage("names", new() { ["functions"] = "mutual-legal-assistance/uncac" }))) { Once = ["functions", "channels"] },
        new("withdraw-authority", Role.NetworkOfficer, null, async () => $"/authorities/{await Designated("KEN")}", Noted("source", [])),
        new("acknowledgement", Role.CentralAuthority, "CHE", async () => $"/cooperation/{await Transmitted()}", []),
        new("answer", Role.CentralAuthority, "CHE", Acknowledged, new() { ["text"] = "A" }),
        new("refusal", Role.CentralAuthority, "CHE", Acknowledged, new() { ["ground"] = "essential-interests", ["reasons"] = "A" }) { Once = ["ground"] },
        new("withdrawal", Role.CentralAuthority, "KEN", async () => $"/cooperation/{await Transmitted()}", reasons),

        new("record-action", Role.TreatyOfficer, null, At("/actions/new?instrument=uncac"),
            new() { ["state"] = "BTN", ["kind"] = "communication", ["depositedOn"] = "2026-01-02", ["source"] = "A" }),
        new("correct-action", Role.TreatyOfficer, null, Received, With(reasons, Action("replacement."))) { Once = ["replacement.kind"] },
        new("annul-action", Role.TreatyOfficer, null, Received, reasons),
        new("restore-action", Role.TreatyOfficer, null, Annulled, With(reasons, Action("replacement."))) { Once = ["replacement.kind"] },

        new("retry-parked", Role.Operator, null, Parked, []),
        new("skip-parked", Role.Operator, null, Parked, new() { ["reason"] = "Recorded twice" }),

        new("invitation", Role.Operator, null, At("/users"),
            new() { ["fullName"] = "A", ["signInName"] = $"invited-{++made}", ["role"] = "focal-point", ["state"] = "KEN" }) { IsThePortals = true },
        new("name", Role.Operator, null, Person, new() { ["fullName"] = "A" }) { IsThePortals = true },
        new("invite-anew", Role.Operator, null, Person, []) { IsThePortals = true },
        new("reset-second-factor", Role.Operator, null, PersonWithSecondFactor, []) { IsThePortals = true },
        new("end-access", Role.Operator, null, Person, []) { IsThePortals = true },
        new("own-name", Role.GovernmentalExpert, "FJI", At("/account/name"), new() { ["fullName"] = "A" }) { IsThePortals = true },
    ];

    static Func<Task<string>> At(string path) => () => Task.FromResult(path);

    static Dictionary<string, string> With(Dictionary<string, string> some, Dictionary<string, string> others) => some.Concat(others).ToDictionary();

    /// <summary>By a note verbale.</summary>
    static Dictionary<string, string> Noted(string note, Dictionary<string, string> right) =>
        With(right, new() { [$"{note}.reference"] = "NV 1", [$"{note}.date"] = "2026-01-02" });

    /// <summary>With a text that says its language.</summary>
    static Dictionary<string, string> InAnyLanguage(string text, Dictionary<string, string> right) =>
        With(right, new() { [$"{text}[0].language"] = "en", [$"{text}[0].text"] = "A" });

    static Dictionary<string, string> Activity(string prefix) => InAnyLanguage($"{prefix}title", new()
    {
        [$"{prefix}kind"] = "training", [$"{prefix}instruments"] = "uncac", [$"{prefix}beneficiaries"] = "KEN", [$"{prefix}from"] = "2026-01-02",
            [$"{prefix}to"] = "2026-01-02", [$"{prefix}place"] = "A", [$"{prefix}source"] = "A",
        [$"{prefix}participants[0].state"] = "KEN", [$"{prefix}participants[0].female"] = "1", [$"{prefix}participants[0].male"] = "1",
            [$"{prefix}participants[0].notStated"] = "0",
        [$"{prefix}funding[0].donor"] = "A", [$"{prefix}funding[0].amount"] = "1", [$"{prefix}funding[0].currency"] = "USD",
    });

    static Dictionary<string, string> Result(string prefix) =>
        InAnyLanguage($"{prefix}title", new() { [$"{prefix}kind"] = "law-adopted", [$"{prefix}state"] = "KEN", [$"{prefix}adoptedOn"] = "2026-01-02", [$"{prefix}source"] = "A" });

    static Dictionary<string, string> Action(string prefix) => new() { [$"{prefix}kind"] = "notification", [$"{prefix}depositedOn"] = "2026-01-02", [$"{prefix}source"] = "B" };

    /// <summary>A review of Kenya by Switzerland and Ghana that nobody has opened: it is shown in the place of Reviews, which answers what is posted.</summary>
    Func<Task<string>> Review(string stage, bool isReturned = false) => () =>
    {
        services.Shows(UpstreamService.Reviews, $"/reviews/{Item}", new
        {
            id = Item,
            mechanism = "uncac-irm",
            cycle = "cycle-1",
            state = "KEN",
            reviewers = new[] { "CHE", "GHA" },
            instruments = new[] { "uncac" },
            startsOn = "2026-01-05",
            stage,
            steps = new[] { new { step = stage, by = "each-state", states = new[] { "KEN", "CHE", "GHA" }, dueOn = (string?)null, doneOn = (string?)null,
                awaited = new[] { "KEN", "CHE", "GHA" } } },
            outcome = !isReturned ? null : new
            {
                returnedOn = "2026-02-10", comments = "لا. 不。", summary = new Dictionary<string, string> { ["en"] = "A", ["ar"] = "أ" },
                findings = new[] { new { id = Other, kind = "need", article = "uncac art. 14(1)", text = "A", need = new { kind = "legislative-drafting" } } },
            },
        });
        return Task.FromResult($"/reviews/{Item}");
    };

    /// <summary>A need that no review has found.</summary>
    Task<string> Need()
    {
        services.Shows(UpstreamService.TechnicalAssistance, $"/needs/{Item}", new
        {
            id = Item, state = "KEN", instrument = "uncac", article = "uncac art. 14(1)", kind = "other", review = Other, mechanism = "uncac-irm", identifiedOn = "2026-01-01",
                status = "identified",
            requests = Array.Empty<Guid>(), activities = Array.Empty<Guid>(), results = Array.Empty<Guid>(),
        });
        return Task.FromResult($"/needs/{Item}");
    }

    Task<string> Parked()
    {
        services.Shows(UpstreamService.Networks, "/operations/parked", new
        {
            items = new[] { new { source = "treaties", position = 812, id = Item, stream = "participants/KEN", type = "treaties.action-deposited",
                reason = "NpgsqlException: no such row", tries = 5, parkedAt = "2026-02-27T09:30:00Z" } },
        });
        return Task.FromResult("/services/networks/parked/treaties/812");
    }

    async Task<string> Delivered() => "/activities/" + await Made(services.TechnicalAssistance.As(Role.AssistanceOfficer), "/activities",
        new { kind = "meeting", title = names, instruments = new[] { "uncac" }, beneficiaries = new[] { "KEN" }, from = "2026-01-02", to = "2026-01-03", place = "内罗毕",
            source = "B" });

    async Task<string> AfterAnActivity()
    {
        await Delivered();
        return "/results/new";
    }

    async Task<string> Reported() => "/results/" + await Made(services.TechnicalAssistance.As(Role.AssistanceOfficer), "/results",
        new { kind = "policy-adopted", state = "KEN", title = names, adoptedOn = "2026-02-03", activities = new[] { (await Delivered()).Split('/')[^1] }, source = "B" });

    async Task<string> Requested() => "/assistance-requests/" + await Made(services.TechnicalAssistance.As(Role.FocalPoint, "KEN"), "/requests",
        new { state = "KEN", instrument = "uncac", kind = "other", description = "أ", note = new { reference = "١", date = "2026-01-02" } });

    Task<string> Designated(string state) => Made(services.Networks.As(Role.NetworkOfficer), "/authorities",
        new { state, details = new { names, functions = new[] { new { instrument = "uncac", function = "mutual-legal-assistance" } },
            source = new { reference = "١", date = "2026-01-02" } } });

    async Task<string> ToAnAuthority()
    {
        await Designated("KEN");
        return $"/cooperation/new?to={await Designated("CHE")}";
    }

    async Task<string> Transmitted() => await Made(services.Networks.As(Role.CentralAuthority, "KEN"), "/requests",
        new { from = await Designated("KEN"), to = await Designated("CHE"), instrument = "uncac", subject = "أ", text = "أ" });

    async Task<string> Acknowledged()
    {
        var request = await Transmitted();
        using var acknowledge = new HttpRequestMessage(HttpMethod.Post, $"/requests/{request}/acknowledgement") { Headers = { { "If-Match", Tags.Of($"/requests/{request}", 1) } } };
        (await services.Networks.As(Role.CentralAuthority, "CHE").SendAsync(acknowledge)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return $"/cooperation/{request}";
    }

    /// <summary>Each is another: two that say the same are one to the depositary.</summary>
    async Task<string> Received() => "/actions/" + await Made(services.Treaties.As(Role.TreatyOfficer), "/instruments/uncac/actions",
        new { state = "KEN", kind = "communication", depositedOn = new DateOnly(2010, 1, 1).AddDays(++made), source = "أ" });

    async Task<string> Annulled()
    {
        var action = await Received();
        var officer = services.Treaties.As(Role.TreatyOfficer);
        using var seen = await officer.GetAsync(action);
        using var annul = new HttpRequestMessage(HttpMethod.Post, $"/instruments/uncac{action}/corrections") { Content = JsonContent.Create(new { annul = true, reason = "أ" }) };
        annul.Headers.Add("If-Match", seen.Headers.ETag!.ToString());
        using var answer = await officer.SendAsync(annul);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return action;
    }

    async Task<string> Person()
    {
        using var invites = await Browser.Of(services.Portal, Role.Operator);
        var name = $"person-{++made}";
        await invites.Invite(name, Role.FocalPoint, "KEN", "ليلى 陈");
        return $"/users/{await services.Portal.IdOf(name)}";
    }

    async Task<string> PersonWithSecondFactor()
    {
        var name = $"person-{++made}";
        using var person = await services.Portal.Enter(name, Role.FocalPoint, "KEN", "ليلى 陈");
        (await person.SetSecondFactor(TimeProvider.System)).Answer.Status.ShouldBe(HttpStatusCode.OK);
        return $"/users/{await services.Portal.IdOf(name)}";
    }

    static async Task<string> Made(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }
}
