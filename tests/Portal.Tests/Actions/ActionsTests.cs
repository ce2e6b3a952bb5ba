using System.Net;
using System.Text.RegularExpressions;
using Portal.Languages;
using ServiceDefaults.Access;

namespace Portal.Tests.Actions;

/// <summary>What the treaty officer does in a day: records what the depositary notified, corrects it, and says that it was never made.</summary>
[Collection(BeforeRealServices.Name)]
public class A_treaty_action(RealServices services)
{
    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    [Fact]
    public async Task Is_recorded_and_corrected_and_annulled_and_put_back_with_what_is_refused_told_in_the_readers_language()
    {
        await services.Clear();
        foreach (var (code, state) in new[] { ("en", "AND"), ("ar", "MCO"), ("zh", "SMR") })
        {
            var language = languages.All.Single(it => it.Code == code);
            using var officer = await Browser.Of(services.Portal, Role.TreatyOfficer);
            await officer.Get($"/?lang={code}");
            var form = await OpensWith(officer, state, language);

            // Everything that is missing at once, and nothing recorded.
            var empty = await officer.Submit(form, "record-action", new() { ["state"] = state });
            empty.Status.ShouldBe(HttpStatusCode.BadRequest);
            foreach (var missing in new[] { "kind", "source" })
                empty.Text.ShouldContain($"href=\"#record-action-{missing}\"");
            var undated = await officer.Submit(form, "record-action", new() { ["state"] = state, ["kind"] = "territorial-application", ["source"] = "C.N.1.2026" });
            undated.Status.ShouldBe(HttpStatusCode.BadRequest);
            foreach (var wrong in new[] { "depositedOn", "territory" })
                undated.Text.ShouldContain($"href=\"#record-action-{wrong}\"");
            var ahead = await officer.Submit(form, "record-action",
                new() { ["state"] = state, ["kind"] = "communication", ["depositedOn"] = "2999-01-02", ["source"] = "C.N.1.2026" });
            (ahead.Status, ahead.Text.Contains("href=\"#record-action-depositedOn\"", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true), ahead.Words);

            // Of a day that is not known the bounds; a provision by its number in the reader's digits.
            var bounds = await officer.Submit(form, "record-action",
                new() { ["state"] = state, ["kind"] = "communication", ["notBefore"] = "2026-01-02", ["notAfter"] = "2026-01-20", ["provisions"] = code == "ar" ? "٤٦(13)"
                : "46(13)", ["source"] = "C.N.2.2026" });
            bounds.Status.ShouldBe(HttpStatusCode.SeeOther, bounds.Words);
            var page = bounds.Leads!;
            page.ShouldStartWith("/actions/");
            var seen = await officer.Get(page);
            seen.Words.ShouldContain(language["form.record-action.done"]);
            foreach (var said in new[] { "C.N.2.2026", language["action.communication"], language.Day(new(2026, 1, 2)), language.Day(new(2026, 1, 20)) })
                seen.Words.ShouldContain(said);
            Regex.IsMatch((seen with { Text = seen.Text.Split("class=\"printed\"")[0] }).Words, "[0-9a-f]{8}-[0-9a-f]{4}-")
                .ShouldBeFalse("no id is read on the page, but for its address on paper");

            var asIs = seen.Form("correct-action");
            var correction = new Dictionary<string,
                string> { ["replacement.kind"] = "notification", ["replacement.depositedOn"] = "2026-01-03", ["replacement.notBefore"] = "", ["replacement.notAfter"] = "",
                ["replacement.source"] = "C.N.2.2026" };
            (await officer.Submit(page, asIs, correction)).Text.ShouldContain("href=\"#correct-action-reason\"");
            var corrected = await officer.Submit(page, asIs, new(correction) { ["reason"] = "The notification was misread." });
            (corrected.Status, corrected.Leads).ShouldBe((HttpStatusCode.SeeOther, page), corrected.Words);
            var after = await officer.Get(page);
            foreach (var said in new[] { "The notification was misread.", language["action.notification"], language.Day(new(2026, 1, 3)), language["form.correct-action.done"] })
                after.Words.ShouldContain(said);
            after.Words.ShouldContain(language.Day(new(2026, 1, 20)), Case.Sensitive, "what was recorded first stays to be seen");
            var late = await officer.Submit(page, asIs, new(correction) { ["reason"] = "Late", ["#key"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString() });
            (late.Status, late.Words.Contains(language["form.changed-meanwhile"], StringComparison.Ordinal)).ShouldBe((HttpStatusCode.PreconditionFailed, true));

            var twice = await officer.Submit(form, "record-action",
                new() { ["state"] = state, ["kind"] = "notification", ["depositedOn"] = "2026-01-03", ["provisions"] = "", ["source"] = "C.N.2.2026" });
            if (twice.Status == HttpStatusCode.Conflict)
                WebUtility.HtmlDecode(twice.Text).ShouldContain($"href=\"{page}\"");

            var annulling = new Dictionary<string, string> { ["reason"] = "It was never made." };
            (await officer.Submit(page, "annul-action", annulling)).AsksWhetherSure.ShouldBeTrue();
            (await officer.SubmitAndBeSure(page, "annul-action", annulling)).Leads.ShouldBe(page);
            var gone = await officer.Get(page);
            gone.Words.ShouldContain(language["treaty-action.annulled"]);
            (gone.Asks("annul-action"), gone.Asks("correct-action"), gone.Asks("restore-action")).ShouldBe((false, false, true));
            (await officer.Submit(page, "restore-action", new(correction) { ["reason"] = "It was made after all." })).Leads.ShouldBe(page);

            using var stranger = new Browser(services.Portal);
            var read = await stranger.Get($"{page}?lang={code}");
            read.Words.ShouldContain("It was made after all.");
            read.Asks("correct-action").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Is_asked_once_more_where_it_ends_a_participation_and_leads_to_its_day_of_effect()
    {
        await services.Clear();
        using var officer = await Browser.Of(services.Portal, Role.TreatyOfficer);
        var typed = new Dictionary<string, string> { ["state"] = "CPV", ["kind"] = "denunciation", ["depositedOn"] = "2026-11-02", ["source"] = "C.N.3.2026" };

        var asked = await officer.Submit("/actions/new?instrument=uncac", "record-action", typed);
        (asked.Status, asked.AsksWhetherSure).ShouldBe((HttpStatusCode.OK, true), asked.Words);
        asked.Words.ShouldContain("It ends a participation");
        var done = await officer.SubmitAndBeSure("/actions/new?instrument=uncac", "record-action", typed);
        done.Status.ShouldBe(HttpStatusCode.SeeOther, done.Words);

        var page = await officer.Get(done.Leads!);
        page.Words.ShouldContain("For Cabo Verde it takes effect on 2 November 2027.");
        var work = await officer.Get("/work");
        work.Text.ShouldContain($"href=\"{done.Leads}\"");
        work.Words.ShouldContain("denunciation · takes effect on 2 November 2027");
        (await officer.Get("/instruments/uncac")).Text.ShouldContain($"href=\"{done.Leads}\"");
    }

    [Fact]
    public async Task Tells_in_the_readers_language_how_its_day_of_effect_and_the_entry_into_force_follow()
    {
        await services.Clear();
        using var officer = await Browser.Of(services.Portal, Role.TreatyOfficer);
        var acceded = await officer.Submit("/actions/new?instrument=untoc", "record-action",
            new() { ["state"] = "SLB", ["kind"] = "accession", ["depositedOn"] = "2026-03-02", ["source"] = "C.N.4.2026" });
        acceded.Status.ShouldBe(HttpStatusCode.SeeOther, acceded.Words);

        foreach (var (code, effect, force) in new[]
        {
            ("en", "deposit 2 March 2026 + 30 days (Article 38, paragraph 2, of the Organized Crime Convention) = 1 April 2026",
                "instrument no. 40 deposited 1 July 2003 + 90 days (Article 38, paragraph 1, of the Organized Crime Convention) = 29 September 2003"),
            ("ar", "الإيداع: 2 آذار/مارس 2026؛ تضاف إليه مدة بالأيام قدرها 30 (المادة 38، الفقرة 2، من اتفاقية الجريمة المنظمة)، فيكون بدء السريان: 1 نيسان/أبريل 2026",
                "إيداع الصك رقم 40: 1 تموز/يوليه 2003؛ تضاف إليه مدة بالأيام قدرها 90 (المادة 38، الفقرة 1، من اتفاقية الجريمة المنظمة)، فيكون بدء النفاذ: 29 أيلول/سبتمبر 2003"),
            ("zh", "交存：2026年3月2日；加30天（《有组织犯罪公约》第38条第2款），即2026年4月1日", "第40份文书的交存：2003年7月1日；加90天（《有组织犯罪公约》第38条第1款），即2003年9月29日"),
        })
        {
            var page = await officer.Get($"{acceded.Leads}?lang={code}");
            page.Words.ShouldContain(effect);
            page.LatinWords.ShouldBeEmpty();
            (await officer.Get($"/instruments/untoc?lang={code}")).Words.ShouldContain(force);
        }
    }

    [Fact]
    public async Task Waits_for_the_officer_where_the_record_does_not_fit_a_rule()
    {
        await services.Clear();
        using var officer = await Browser.Of(services.Portal, Role.TreatyOfficer);
        foreach (var language in languages.All)
        {
            var work = await officer.Get($"/work?lang={language.Code}");
            work.Words.ShouldContain(language["work.flags.heading"]);

            var page = await officer.Get(Regex.Match(work.Text[work.Text.IndexOf("id=\"flags\"", StringComparison.Ordinal)..], "href=\"(/actions/[0-9a-f-]{36})\"")
                .Groups[1].Value);

            page.Words.ShouldContain(language["treaty-action.flags"]);
            var flagged = await officer.Get($"/figures/treaties/flags?lang={language.Code}");
            var named = language.Texts.Keys.Where(it => it.StartsWith("flag.", StringComparison.Ordinal)
                && flagged.Markup.Contains($"<dt>{language[it]}</dt>", StringComparison.Ordinal)).ToList();
            named.ShouldNotBeEmpty("each flag that is on record is explained");
            foreach (var flag in named)
                flagged.Words.ShouldContain(language[flag.Replace("flag.", "flag-why.", StringComparison.Ordinal)]);
            page.Asks("correct-action").ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Is_not_there_where_there_is_none_and_is_towards_no_instrument_that_there_is_not()
    {
        await services.Clear();
        using var stranger = new Browser(services.Portal);
        (await stranger.Get("/actions/01950000-0000-7000-8000-0000000000ff")).Status.ShouldBe(HttpStatusCode.NotFound);

        using var officer = await Browser.Of(services.Portal, Role.TreatyOfficer);
        (await officer.Get("/actions/new?instrument=nothing")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>From a State's page the State is known, and the instrument is chosen; from an instrument's the instrument.</summary>
    static async Task<string> OpensWith(Browser officer, string state, Language language)
    {
        var heading = language["form.record-action.heading"];
        var ofState = await officer.Get($"/states/{state}");
        WebUtility.HtmlDecode(ofState.Text).ShouldContain($"<a class=\"deed\" href=\"/actions/new?state={state}\">{heading}</a>");
        var choosing = await officer.Get($"/actions/new?state={state}");
        Browser.Hidden(Regex.Match(choosing.Text, "<main.*</main>", RegexOptions.Singleline).Value, "state").ShouldBe(state);
        choosing.Text.ShouldContain("<option value=\"uncac\"");
        (await officer.Get("/instruments/uncac")).Text.ShouldContain("<a class=\"deed\" href=\"/actions/new?instrument=uncac\">");
        var form = $"/actions/new?instrument=uncac&state={state}";
        (await officer.Get(form)).Text.ShouldContain($"<option value=\"{state}\" selected>");
        return form;
    }
}
