using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>Everything that a form offers to choose from is known to the service it goes to: each value of each list, sent once to the service itself.</summary>
public partial class Every_list_of_every_form(RealServers servers)
{
    const string Item = "01950000-0000-7000-8000-0000000000a1", Other = "01950000-0000-7000-8000-0000000000a2";

    /// <summary>Rules by which a service says that it does not know a value, or takes it never: what no list may offer.</summary>
    [GeneratedRegex("unreadable-field|-unknown$|-is-a-state$|reviews-a-state$|reviewed-by-states$|programme-closed$|/never-for-")]
    private static partial Regex IsUnknown();

    static readonly Dictionary<string, string> note = new() { ["note.reference"] = "NV 1", ["note.date"] = "2026-01-02" };

    [Fact]
    public async Task Offers_only_what_its_service_takes()
    {
        await using var services = await RealServices.Start(servers);
        ShowWhatNobodyHasDoneYet(services);
        var (offences, values, received) = (new List<string>(), 0, 0);

        await Send(Role.ReviewOfficer, null, "/reviews/open", "open-review", new(note) { ["mechanism"] = "uncac-irm cycle-1", ["state"] = "KEN", ["reviewers[0]"] = "GHA", ["reviewers[1]"] = "CHE", ["startsOn"] = "2026-01-02" });
        await Send(Role.ReviewOfficer, null, Review("focal-points"), "focal-points", new(note) { ["state"] = "KEN", ["person.name"] = "A" });
        await Send(Role.FocalPoint, "KEN", Review("self-assessment"), "self-assessment", new() { ["answers[0].article"] = "uncac art. 5", ["answers[0].implemented"] = "yes", ["answers[0].text"] = "A" });
        await Send(Role.FocalPoint, "CHE", Review("outcome"), "outcome", new() { ["summary[0].language"] = "en", ["summary[0].text"] = "A", ["findings[0].kind"] = "need", ["findings[0].article"] = "uncac art. 5", ["findings[0].text"] = "A", ["findings[0].need.kind"] = "other" });
        await Send(Role.FocalPoint, "KEN", Review("agreement"), "agreement", new() { ["agreed"] = "true" });
        await Send(Role.FocalPoint, "KEN", $"/needs/{Item}", "request-assistance", new(note) { ["kind"] = "other", ["description"] = "A" });
        await Send(Role.AssistanceOfficer, null, "/activities/new", "activity", new()
        {
            ["kind"] = "training", ["title[0].language"] = "en", ["title[0].text"] = "A", ["instruments"] = "uncac", ["beneficiaries"] = "KEN", ["from"] = "2026-01-02", ["to"] = "2026-01-02", ["place"] = "A", ["source"] = "A",
            ["participants[0].state"] = "KEN", ["participants[0].female"] = "1", ["participants[0].male"] = "1", ["participants[0].notStated"] = "0", ["funding[0].donor"] = "A", ["funding[0].amount"] = "1", ["funding[0].currency"] = "USD",
        });
        await Send(Role.AssistanceOfficer, null, "/results/new", "result", new() { ["kind"] = "law-adopted", ["state"] = "KEN", ["title[0].language"] = "en", ["title[0].text"] = "A", ["adoptedOn"] = "2026-01-02", ["source"] = "A" });
        var (sender, recipient) = (await Designated("KEN"), await Designated("CHE"));
        await Send(Role.CentralAuthority, "KEN", $"/cooperation/new?to={recipient}", "transmit", new() { ["from"] = sender, ["instrument"] = "uncac", ["subject"] = "A", ["text"] = "A" });

        await Send(Role.NetworkOfficer, null, "/authorities/new", "designate", new() { ["state"] = "KEN", ["details.functions"] = "mutual-legal-assistance/uncac", ["details.names[0].language"] = "en", ["details.names[0].text"] = "Office", ["details.source.reference"] = "NV 1", ["details.source.date"] = "2026-01-02" });
        await Send(Role.TreatyOfficer, null, "/actions/new?instrument=uncac", "record-action", new() { ["state"] = "KEN", ["kind"] = "communication", ["depositedOn"] = "2026-01-02", ["source"] = "A" });

        // What is decided once is asked anew for each value.
        await SendEach(Role.NetworkOfficer, null, () => Task.FromResult($"/authorities/{sender}"), "keep-authority", "functions", new() { ["names[0].language"] = "en", ["names[0].text"] = "Office", ["source.reference"] = "NV 2", ["source.date"] = "2026-01-03" });
        await SendEach(Role.NetworkOfficer, null, () => Task.FromResult($"/authorities/{sender}"), "keep-authority", "channels",
            new() { ["functions"] = "mutual-legal-assistance/uncac", ["names[0].language"] = "en", ["names[0].text"] = "Office", ["source.reference"] = "NV 2", ["source.date"] = "2026-01-03" });
        await SendEach(Role.TreatyOfficer, null, Received, "correct-action", "replacement.kind", new() { ["replacement.depositedOn"] = "2026-01-02", ["replacement.source"] = "B", ["reason"] = "A" });
        await SendEach(Role.CentralAuthority, "CHE", Acknowledged, "refusal", "ground", new() { ["reasons"] = "A" });
        await SendEach(Role.AssistanceOfficer, null, Requested, "decision", "programme", new() { ["kind"] = "accepted" });
        await SendEach(Role.AssistanceOfficer, null, Requested, "decision", "kind", []);

        offences.ShouldBeEmpty();
        values.ShouldBeGreaterThan(1000, "198 States in several lists, and the words of all");

        string Review(string stage)
        {
            services.Shows(UpstreamService.Reviews, $"/reviews/{Item}", Reviewed(stage));
            return $"/reviews/{Item}";
        }

        async Task Send(Role role, string? state, string page, string form, Dictionary<string, string> right)
        {
            using var browser = await Browser.Of(services.Portal, role, state);
            var open = await browser.Get(page);
            // Of rows that are alike the first stands for all.
            var lists = Lists(open.Text, form).Where(it => !OtherRow().IsMatch(it.Name)).ToList();
            lists.ShouldNotBeEmpty($"{page} {form}");
            foreach (var (name, value) in lists)
                await Try(browser, page, open, form, right, name, value);
        }

        async Task SendEach(Role role, string? state, Func<Task<string>> page, string form, string name, Dictionary<string, string> right)
        {
            using var browser = await Browser.Of(services.Portal, role, state);
            var offered = Lists((await browser.Get(await page())).Text, form).Where(it => it.Name == name).ToList();
            offered.ShouldNotBeEmpty($"{form} {name}");
            foreach (var (_, value) in offered)
            {
                var one = await page();
                await Try(browser, one, await browser.Get(one), form, right, name, value);
            }
        }

        async Task Try(Browser browser, string page, Page open, string form, Dictionary<string, string> right, string name, string value)
        {
            var posted = services.Posted;
            var answer = await browser.Submit(page, open.Form(form), new(right) { [name] = value, ["#key"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), ["#sure"] = "1" });
            services.Posted.ShouldBe(posted + 1, $"{form} {name} {value} did not reach its service: {answer.Words}");
            var (status, problem) = services.Answered;
            status.ShouldBeLessThan(500, $"{form} {name} {value}: {problem}");
            values++;
            IEnumerable<JsonNode?> faults = problem is null ? [] : problem["errors"] is JsonArray several ? several : [problem];
            if (faults.Any(fault => IsUnknown().IsMatch((string?)fault!["rule"] ?? "") && IsOf(name, (string?)fault["field"])))
                offences.Add($"{form}, {name}: {value} is refused: {problem}");
        }

        // Of a mechanism and its cycle the service names either.
        static bool IsOf(string name, string? field) => field == name || field?.StartsWith(name + "[", StringComparison.Ordinal) == true || (name == "mechanism" && field == "cycle");

        async Task<string> Designated(string state) => await Made(services.Networks.As(Role.NetworkOfficer), "/authorities",
            new { state, details = new { names = new { en = "Office" }, functions = new[] { new { instrument = "uncac", function = "mutual-legal-assistance" } }, source = new { reference = "NV 1", date = "2026-01-02" } } });

        async Task<string> Received() => "/actions/" + await Made(services.Treaties.As(Role.TreatyOfficer), "/instruments/uncac/actions",
            new { state = "KEN", kind = "communication", depositedOn = "2026-01-03", source = "A", provisions = new[] { $"uncac art. {++received}" } });

        async Task<string> Acknowledged()
        {
            var request = await Made(services.Networks.As(Role.CentralAuthority, "KEN"), "/requests", new { from = sender, to = recipient, instrument = "uncac", subject = "A", text = "A" });
            using var acknowledge = new HttpRequestMessage(HttpMethod.Post, $"/requests/{request}/acknowledgement") { Headers = { { "If-Match", "\"1\"" } } };
            (await services.Networks.As(Role.CentralAuthority, "CHE").SendAsync(acknowledge)).StatusCode.ShouldBe(HttpStatusCode.OK);
            return $"/cooperation/{request}";
        }

        async Task<string> Requested() => "/assistance-requests/" + await Made(services.TechnicalAssistance.As(Role.FocalPoint, "KEN"), "/requests",
            new { state = "KEN", instrument = "uncac", kind = "other", description = "A", note = new { reference = "NV 1", date = "2026-01-02" } });

        static async Task<string> Made(HttpClient client, string path, object body)
        {
            var answer = await client.PostAsJsonAsync(path, body);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        }
    }

    [GeneratedRegex(@"^(answers|findings|participants|funding)\[[1-9]")]
    private static partial Regex OtherRow();

    /// <summary>What the lists of a form offer: name of the field, value.</summary>
    static IEnumerable<(string Name, string Value)> Lists(string page, string form)
    {
        var html = Regex.Matches(page, "<form .*?</form>", RegexOptions.Singleline).Select(match => match.Value).Single(html => html.Contains($"name=\"#form\" value=\"{form}\"", StringComparison.Ordinal));
        foreach (Match select in Regex.Matches(html, "<select [^>]*name=\"([^\"]+)\".*?</select>", RegexOptions.Singleline))
            foreach (Match option in Regex.Matches(select.Value, "<option value=\"([^\"]+)\""))
                yield return (WebUtility.HtmlDecode(select.Groups[1].Value), WebUtility.HtmlDecode(option.Groups[1].Value));
        foreach (Match line in Regex.Matches(html, "<input [^>]*list=\"([^\"]+)\"[^>]*>"))
            foreach (Match option in Regex.Matches(Regex.Match(html, $"<datalist id=\"{line.Groups[1].Value}\".*?</datalist>", RegexOptions.Singleline).Value, "<option value=\"([^\"]+)\""))
                yield return (WebUtility.HtmlDecode(Regex.Match(line.Value, "name=\"([^\"]+)\"").Groups[1].Value), WebUtility.HtmlDecode(option.Groups[1].Value));
        foreach (Match box in Regex.Matches(html, "<input [^>]*type=\"(?:checkbox|radio)\"[^>]*>"))
            yield return (WebUtility.HtmlDecode(Regex.Match(box.Value, "name=\"([^\"]+)\"").Groups[1].Value), WebUtility.HtmlDecode(Regex.Match(box.Value, " value=\"([^\"]+)\"").Groups[1].Value));
    }

    static void ShowWhatNobodyHasDoneYet(RealServices services)
    {
        services.Shows(UpstreamService.TechnicalAssistance, $"/needs/{Item}", new { id = Item, state = "KEN", instrument = "uncac", article = "uncac art. 14(1)", kind = "other", review = Other, mechanism = "uncac-irm", identifiedOn = "2026-01-01", status = "identified", requests = Array.Empty<Guid>(), activities = Array.Empty<Guid>(), results = Array.Empty<Guid>() });
    }

    static object Reviewed(string stage) => new
    {
        id = Item,
        mechanism = "uncac-irm",
        cycle = "cycle-1",
        state = "KEN",
        reviewers = new[] { "CHE", "GHA" },
        instruments = new[] { "uncac" },
        startsOn = "2026-01-05",
        stage,
        steps = new[] { new { step = stage, by = "each-state", states = new[] { "KEN", "CHE", "GHA" }, dueOn = (string?)null, doneOn = (string?)null, awaited = new[] { "KEN", "CHE", "GHA" } } },
    };
}
