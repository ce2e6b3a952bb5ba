using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Reports;

public class Freezing_a_report(RealServers servers)
{
    const string Place = "/reports/adherence-and-directory";

    /// <summary>Treaties and Networks whose every figure has one value, which can be changed, and whose journals stand where we say.</summary>
    sealed class Sources : IAsyncDisposable
    {
        public int Value { get; set; } = 191;

        public Upstream Treaties { get; private set; } = null!;
        public Upstream Networks { get; private set; } = null!;

        public static async Task<Sources> Start()
        {
            var sources = new Sources();
            sources.Treaties = await Upstream.Start(context => sources.Answer(context, "treaties", 120));
            sources.Networks = await Upstream.Start(context => sources.Answer(context, "networks", 45));
            return sources;
        }

        public (UpstreamService, Uri[])[] All => [(UpstreamService.Treaties, [Treaties.Address]), (UpstreamService.Networks, [Networks.Address])];

        Task Answer(Microsoft.AspNetCore.Http.HttpContext context, string source, long position) =>
            Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, context.Request.Path.Value switch
        {
            "/journal/head" => (object)new { source, epoch = 1, position },
            "/states" => new { items = new[] { new { code = "FJI", name = "Fiji" } } },
            "/published-counts" => new { items = Published() },
            { } path when path.EndsWith("/changes", StringComparison.Ordinal) =>
                new { name = "it", items = new[] { new { kind = "added", record = "untoc FJI",
                entries = new[] { new { position = 121, type = "treaties.action-deposited", stream = "participants/FJI", occurredOn = "2026-11-01",
                recordedAt = "2026-11-02T10:00:00Z" } } },
                new { kind = "removed", record = "authorities/01950000-0000-7000-8000-000000000001",
                    entries = new[] { new { position = 44, type = "networks.designation-withdrawn", stream = "authorities/01950000-0000-7000-8000-000000000001",
                    occurredOn = "2026-11-03", recordedAt = "2026-11-03T10:00:00Z" } } },
                new { kind = "added", record = "withdraws-no-act uncac FJI nobody-knows",
                    entries = new[] { new { position = 122, type = "treaties.action-deposited", stream = "participants/FJI", occurredOn = "2026-11-01",
                    recordedAt = "2026-11-02T10:00:00Z" } } } } },
            { } path when path.EndsWith("/records", StringComparison.Ordinal) =>
                new { items = new[] { new { certainty = "certain", state = "FJI", kind = "accession", depositedOn = "2022-09-19", notBefore = (string?)null,
                notAfter = (string?)null, signedOn = (string?)null, source = "x" } } },
            { } path when path.StartsWith("/figures/", StringComparison.Ordinal) => FourServices.Figure(path[9..], Value, Value),
            _ => new { items = Array.Empty<object>() },
        });

        static IEnumerable<object> Published() =>
            new[] { "untoc", "untoc-tip", "untoc-som", "untoc-firearms" }.Select(scope => Count("parties", scope, "2023-02-20"))
                .Concat(new[] { "prevention-of-corruption", "extradition", "mutual-legal-assistance", "asset-recovery", "civil-and-administrative-proceedings" }
                    .SelectMany(function => new[] { Count("authorities", function + " uncac", "2023-10-09"), Count("authority-states", function + " uncac", "2023-10-09") }));

        static object Count(string figure, string scope, string asOf) =>
            new { figure, scope, value = 7, qualifier = (string?)null, unit = "x", asOf, @from = (string?)null, @to = (string?)null, source = "Document", paragraph = "1",
            note = (string?)null };

        public async ValueTask DisposeAsync()
        {
            await Treaties.DisposeAsync();
            await Networks.DisposeAsync();
        }
    }

    async Task<ServiceHost<UpstreamService>> Portal(Sources sources) => await PortalHost.Start(await servers.NewDatabase("portal"), [], FourServices.Clock(), sources.All);

    static async Task<HttpResponseMessage> Freeze(HttpClient officer, string? page = null)
    {
        page ??= await officer.GetStringAsync(Place + "?asOf=2026-11-20");
        var asked = await SendForm(officer, page);
        return asked.StatusCode == HttpStatusCode.OK ? await SendForm(officer, await asked.Content.ReadAsStringAsync()) : asked;
    }

    static async Task<HttpResponseMessage> SendForm(HttpClient officer, string page)
    {
        var form = Regex.Match(page, "<form method=\"post\" action=\"([^\"]+)\"(.*?)</form>", RegexOptions.Singleline);
        return await officer.PostAsync(form.Groups[1].Value, new FormUrlEncodedContent(
            Regex.Matches(form.Groups[2].Value, "name=\"([^\"]+)\" value=\"([^\"]+)\"")
                .Select(it => KeyValuePair.Create(it.Groups[1].Value, WebUtility.HtmlDecode(it.Groups[2].Value)))));
    }

    [Fact]
    public async Task Keeps_its_days_its_numbers_and_where_each_source_stood_for_everyone_to_read_as_it_was()
    {
        await using var sources = await Sources.Start();
        await using var portal = await Portal(sources);

        using var officer = portal.As(Role.TreatyOfficer);
        var frozen = await Freeze(officer);
        frozen.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(Place + "/freezes/1");
        var before = await portal.Http.GetStringAsync(Place + "/freezes/1");
        sources.Value = 193;
        var after = await portal.Http.GetStringAsync(Place + "/freezes/1");

        after.ShouldBe(before);
        after.ShouldContain("20 November 2026");
        after.ShouldContain(">191<");
        after.ShouldNotContain(">193<");
        after.ShouldContain("position 120");
        after.ShouldContain("position 45");
        sources.Treaties.Asked.ShouldContain(it => it.Path.StartsWith("/figures/parties?", StringComparison.Ordinal) && it.Path.EndsWith("&at=120", StringComparison.Ordinal));
        (await portal.Http.GetStringAsync(Place)).ShouldContain(">193<");
    }

    [Fact]
    public async Task Is_done_once_by_a_form_sent_twice_and_numbers_the_next()
    {
        await using var sources = await Sources.Start();
        await using var portal = await Portal(sources);
        using var officer = portal.As(Role.NetworkOfficer);
        var page = await officer.GetStringAsync(Place);

        foreach (var number in new[] { 1, 1 })
            (await Freeze(officer, page)).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe($"{Place}/freezes/{number}");
        (await Freeze(officer)).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(Place + "/freezes/2");
    }

    /// <summary>What everybody will read for ever is asked once more, and whether it says anything new is said before.</summary>
    [Fact]
    public async Task Is_asked_once_more_and_says_before_that_nothing_changed_since_the_last()
    {
        await using var sources = await Sources.Start();
        await using var portal = await Portal(sources);
        using var officer = portal.As(Role.TreatyOfficer);

        var first = WebUtility.HtmlDecode(await (await SendForm(officer, await officer.GetStringAsync(Place))).Content.ReadAsStringAsync());
        first.ShouldContain("can be read by everybody and never change");
        first.ShouldNotContain("would say the same");
        (await portal.Http.GetAsync(Place + "/freezes/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await SendForm(officer, first)).Content.ReadAsStringAsync()).ShouldContain("The report is frozen");

        WebUtility.HtmlDecode(await (await SendForm(officer, await officer.GetStringAsync(Place))).Content.ReadAsStringAsync())
            .ShouldContain("since freeze 1, made on 21 November 2026");
        WebUtility.HtmlDecode(await (await SendForm(officer, await officer.GetStringAsync(Place + "?asOf=2026-11-19"))).Content.ReadAsStringAsync())
            .ShouldNotContain("would say the same");
        sources.Value = 192;
        WebUtility.HtmlDecode(await (await SendForm(officer, await officer.GetStringAsync(Place))).Content.ReadAsStringAsync()).ShouldNotContain("would say the same");
    }

    [Fact]
    public async Task Is_refused_while_a_source_is_away_since_half_a_report_is_none()
    {
        await using var sources = await Sources.Start();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], FourServices.Clock(), (UpstreamService.Treaties, [sources.Treaties.Address]),
            (UpstreamService.Networks, [await Upstream.Away()]));
        using var officer = portal.As(Role.TreatyOfficer);

        var answer = await Freeze(officer);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Nothing was frozen");
        (await portal.Http.GetAsync(Place + "/freezes/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Needs_the_form_of_this_portal()
    {
        await using var sources = await Sources.Start();
        await using var portal = await Portal(sources);
        using var officer = portal.As(Role.TreatyOfficer);

        (await officer.PostAsync(Place + "/freezes", new FormUrlEncodedContent([KeyValuePair.Create("key", "01990000-0000-7000-8000-000000000001")])))
            .StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Is_for_the_secretariat_alone()
    {
        await using var sources = await Sources.Start();
        await using var portal = await Portal(sources);

        foreach (var role in Enum.GetValues<Role>())
        {
            using var reader = portal.As(role, RoleNames.IsOfAState(role) ? "KEN" : null);
            var may = role is Role.TreatyOfficer or Role.ReviewOfficer or Role.AssistanceOfficer or Role.NetworkOfficer;
            (await reader.GetStringAsync(Place)).Contains("/freezes\"", StringComparison.Ordinal).ShouldBe(may, role.ToString());
            var answer = await reader.PostAsync(Place + "/freezes", new FormUrlEncodedContent([]));
            answer.StatusCode.ShouldBe(may ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden, role.ToString());
        }
        (await portal.Http.GetStringAsync(Place)).ShouldNotContain("/freezes\"");
    }

    [Fact]
    public async Task Lets_a_freeze_be_compared_with_now_each_changed_number_with_the_entries_that_changed_it()
    {
        await using var sources = await Sources.Start();
        await using var portal = await Portal(sources);
        using var officer = portal.As(Role.TreatyOfficer);
        await Freeze(officer);

        (await portal.Http.GetStringAsync(Place + "/compare?from=1&to=1")).ShouldContain("No number changed");
        sources.Value = 192;
        var compared = WebUtility.HtmlDecode(await portal.Http.GetStringAsync(Place + "/compare?from=1&to=now"));

        compared.ShouldContain("<del>191</del> <ins>192</ins> by the Trafficking in Persons Protocol", customMessage: "the sentence it stands in, as it was and as it is");
        compared.ShouldContain("<a href=\"/states/FJI\"><bdi>Fiji</bdi></a>");
        compared.ShouldContain("treaty action deposited");
        compared.ShouldContain("<a href=\"/authorities/01950000-0000-7000-8000-000000000001\"><bdi>Authority</bdi></a>");
        using var reader = new Browser(portal);
        foreach (var language in new[] { "ar", "zh" })
        {
            var page = await reader.Get($"{Place}/compare?from=1&to=now&lang={language}");
            page.Words.ShouldNotContain("nobody-knows", customMessage: "what has no name tells nothing");
            page.Text.ShouldContain("href=\"/authorities/");
        }
        sources.Treaties.Asked.ShouldContain(it => it.Path.StartsWith("/figures/parties/changes?", StringComparison.Ordinal)
            && it.Path.Contains("was.at=120", StringComparison.Ordinal) && it.Path.Contains("was.asOf=2026-11-20", StringComparison.Ordinal)
            && it.Path.Contains("is.asOf=2026-11-21", StringComparison.Ordinal));
        (await portal.Http.GetAsync(Place + "/compare?from=9")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
