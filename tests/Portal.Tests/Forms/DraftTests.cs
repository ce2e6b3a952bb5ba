using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Drafts;
using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>Nothing that somebody typed is lost: whatever comes between, the form is there again with its text and a sentence of why, for them and for nobody else.</summary>
public class What_was_typed(RealServers servers)
{
    const string Text = "Much is done, and more is to do.";

    static readonly Dictionary<string, string> good = new()
    {
        ["summary[0].language"] = "en", ["summary[0].text"] = Text, ["findings[0].kind"] = "success", ["findings[0].article"] = "uncac art. 8", ["findings[0].text"] = "A code",
    };

    static string Page => $"/reviews/{ReviewsOfATest.Id}";

    sealed record World(ServiceHost<UpstreamService> Portal, ReviewsOfATest Reviews, Browser Browser, string Database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await Portal.DisposeAsync();
            await Reviews.DisposeAsync();
        }
    }

    async Task<World> Start()
    {
        var reviews = await ReviewsOfATest.Start("outcome");
        var database = await servers.NewDatabase("portal");
        var portal = await PortalHost.Start(database, new() { ["Gateway:AnswersWithin"] = "00:00:02" }, null, (UpstreamService.Reviews, [reviews.Upstream.Address]));
        return new(portal, reviews, await Browser.Of(portal, Role.FocalPoint, "CHE"), database);
    }

    static void ShouldHold(Page page, string sentence)
    {
        page.Text.ShouldContain($">{Text}</textarea>");
        page.Text.ShouldContain(">A code</textarea>");
        page.Words.ShouldContain(sentence);
    }

    [Fact]
    public async Task Is_there_again_under_its_key_after_a_service_gave_no_answer()
    {
        await using var world = await Start();
        world.Reviews.Answers(context => { context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; return Task.CompletedTask; });
        var open = (await world.Browser.Get(Page)).Form("outcome");
        (await world.Browser.Submit(Page, open, good)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        var page = await world.Browser.Get(Page);

        ShouldHold(page, "a service gave no answer. Send it again: it will be done once.");
        page.Form("outcome")["#key"].ShouldBe(open["#key"], "sent again it must be the same deed");
    }

    [Fact]
    public async Task Is_there_again_after_it_was_sent_when_nobody_was_signed_in_any_more()
    {
        await using var world = await Start();
        var open = (await world.Browser.Get(Page)).Form("outcome");
        using var later = new Browser(world.Portal);     // the same form, and no session

        var sent = await later.Submit(Page, open, good);

        (sent.Status, sent.Leads).ShouldBe((HttpStatusCode.SeeOther, $"/sign-in?to={Uri.EscapeDataString(Page)}"));
        world.Reviews.Posted.ShouldBeEmpty();
        await later.SignIn(Role.FocalPoint, "CHE");
        ShouldHold(await later.Get(Page), "you were no longer signed in. Nothing is lost and nothing was done");
    }

    [Fact]
    public async Task Is_there_again_for_whom_the_form_was_shown_to_after_somebody_else_signed_in_in_the_same_browser()
    {
        await using var world = await Start();
        var open = (await world.Browser.Get(Page)).Form("outcome");
        using var another = await Browser.Of(world.Portal, Role.FocalPoint, "GHA");     // reviews it too

        var sent = await another.Submit(Page, open, good);

        sent.Status.ShouldBe(HttpStatusCode.BadRequest);
        sent.Words.ShouldContain("Somebody else is signed in now");
        world.Reviews.Posted.ShouldBeEmpty();
        var others = await another.Get(Page);
        others.Asks("outcome").ShouldBeTrue();
        others.Text.ShouldNotContain(Text);
        ShouldHold(await world.Browser.Get(Page), "somebody else was signed in in this browser");
    }

    [Fact]
    public async Task Is_still_there_when_the_browser_lost_the_seal_of_the_form_and_is_sent_by_a_second_press()
    {
        await using var world = await Start();
        var open = (await world.Browser.Get(Page)).Form("outcome");
        world.Browser.Forget("form");

        var page = await world.Browser.Submit(Page, open, good);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        ShouldHold(page, "Nothing is lost and nothing was done");
        world.Reviews.Posted.ShouldBeEmpty();
        (await world.Browser.Submit(Page, page.Form("outcome"), good)).Status.ShouldBe(HttpStatusCode.SeeOther);
        world.Reviews.Posted.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Goes_with_its_writer_into_another_language()
    {
        await using var world = await Start();

        var sent = await world.Browser.Submit($"{Page}?lang=ar", (await world.Browser.Get(Page)).Form("outcome"), new(good) { ["#language"] = "ar" });

        (sent.Status, sent.Leads).ShouldBe((HttpStatusCode.SeeOther, $"{Page}?lang=ar"));
        var arabic = await world.Browser.Get(sent.Leads!);
        arabic.Text.ShouldContain("<html lang=\"ar\" dir=\"rtl\">");
        ShouldHold(arabic, "انتقل معك إلى هذه اللغة ما كتبتَه");
        world.Reviews.Posted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_said_to_be_kept_only_where_something_was_typed()
    {
        await using var world = await Start();

        await world.Browser.Submit($"{Page}?lang=zh", (await world.Browser.Get(Page)).Form("outcome"), new() { ["summary[0].language"] = "en", ["summary[0].text"] = "", ["#language"] = "zh" });

        (await world.Browser.Get(Page)).Text.ShouldNotContain("class=\"kept\"");
    }

    [Fact]
    public async Task Is_there_again_when_its_writer_left_the_page()
    {
        await using var world = await Start();

        (await world.Browser.Submit(Page, (await world.Browser.Get(Page)).Form("outcome"), new(good) { ["#keep"] = "1" })).Status.ShouldBe(HttpStatusCode.NoContent);

        ShouldHold(await world.Browser.Get(Page), "What you had typed here is back.");
        world.Reviews.Posted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_there_again_after_it_was_refused_and_gone_when_it_is_done()
    {
        await using var world = await Start();
        world.Reviews.Refuses(409, new { rule = "reviews/x", detail = "Not so." });
        var refused = await world.Browser.Submit(Page, "outcome", good);
        var again = await world.Browser.Get(Page);
        ShouldHold(again, "It was not taken on");
        again.Form("outcome")["#key"].ShouldBe(refused.Form("outcome")["#key"], "one and the same next deed");

        world.Reviews.Answers(context => context.Response.WriteAsJsonAsync(new { }));
        (await world.Browser.Submit(Page, again.Form("outcome"), good)).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await world.Browser.Get(Page)).Text.ShouldNotContain(Text);
    }

    [Fact]
    public async Task Is_gone_when_its_writer_throws_it_away()
    {
        await using var world = await Start();
        await world.Browser.Submit(Page, (await world.Browser.Get(Page)).Form("outcome"), new(good) { ["#keep"] = "1" });

        var thrown = await world.Browser.Submit(Page, (await world.Browser.Get(Page)).Form("outcome"), new() { ["#discard"] = "1" });

        (thrown.Status, thrown.Leads).ShouldBe((HttpStatusCode.SeeOther, Page));
        (await world.Browser.Get(Page)).Text.ShouldNotContain(Text);
    }

    /// <summary>The mark of whose form it is lets nothing be done, and one that nobody here made is no mark.</summary>
    [Fact]
    public async Task Is_kept_for_nobody_on_the_word_of_a_foreign_form()
    {
        await using var world = await Start();
        var open = new Dictionary<string, string>((await world.Browser.Get(Page)).Form("outcome")) { ["form-token"] = "x" };

        (await world.Browser.Submit(Page, new Dictionary<string, string>(open) { ["#of"] = "01950000-0000-7000-8000-000000000009" }, good)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.Browser.Submit(Page, new Dictionary<string, string>(open) { ["#of"] = "" }, new(good) { ["#keep"] = "1" })).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await world.Browser.Get(Page)).Text.ShouldNotContain(Text);
        world.Reviews.Posted.ShouldBeEmpty();
    }

    /// <summary>A key stands for one request: what was changed after a try of which nothing is known is not slipped in for it, nor recorded beside it unasked.</summary>
    [Fact]
    public async Task And_changed_after_a_try_without_an_answer_is_not_recorded_twice_and_has_a_way_on()
    {
        await using var world = await Start();
        world.Reviews.Answers(context => { context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; return Task.CompletedTask; });
        var open = (await world.Browser.Get(Page)).Form("outcome");
        await world.Browser.Submit(Page, open, good);
        var first = world.Reviews.Posted.Single().Body;
        // The service had done it all the same.
        world.Reviews.Answers(context =>
        {
            if (world.Reviews.Posted[^1].Body == first)
                return context.Response.WriteAsJsonAsync(new { });
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return context.Response.WriteAsJsonAsync(new { rule = "interface/idempotency-key-reused", detail = "…" }, options: null, "application/problem+json");
        });

        // While they change it, it is kept again.
        await world.Browser.Submit(Page, open, new(good) { ["findings[0].text"] = "Another", ["#keep"] = "1" });

        var page = await world.Browser.Submit(Page, (await world.Browser.Get(Page)).Form("outcome"), new(good) { ["findings[0].text"] = "Another code" });

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Words.ShouldContain("recorded as it was then. It is not recorded a second time.");
        page.Text.ShouldContain(">Another code</textarea>");
        page.Form("outcome")["#key"].ShouldNotBe(open["#key"]);
        world.Reviews.Posted.Select(it => it.Headers["Idempotency-Key"]).Distinct().ShouldHaveSingleItem();
        world.Reviews.Posted[^1].Body.ShouldBe(first, "what became of the first try was asked for");
    }

    [Fact]
    public async Task Is_protected_where_it_is_kept()
    {
        await using var world = await Start();
        await world.Browser.Submit(Page, (await world.Browser.Get(Page)).Form("outcome"), new(good) { ["#keep"] = "1" });

        await using var connection = new NpgsqlConnection(world.Database);
        await connection.OpenAsync();
        await using var read = new NpgsqlCommand("SELECT address, content FROM draft", connection);
        await using var row = await read.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        row.GetString(0).ShouldBe(Page);
        Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)).ShouldNotContain("Much is done");
        (await row.ReadAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Is_forgotten_after_thirty_days_and_the_oldest_of_one_person_beyond_a_hundred()
    {
        var clock = FourServices.Clock();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], clock);
        var drafts = portal.Services.GetRequiredService<DraftStore>();
        var (person, another) = (Guid.CreateVersion7(clock.GetUtcNow()), Guid.CreateVersion7(clock.GetUtcNow()));
        var text = new KeptText("key", "en", WhyKept.Unfinished, new Dictionary<string, string?[]> { ["a"] = ["b"] });

        foreach (var number in Enumerable.Range(0, DraftStore.Most + 1))
        {
            (await drafts.Keep(person, $"/{number}", "form", text, default)).ShouldBeTrue();
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        (await drafts.Of(person, "/0", default)).ShouldNotBeNull().ShouldBeEmpty();
        (await drafts.Of(person, "/1", default)).ShouldNotBeNull()["form"].Text.Fields["a"].ShouldBe(["b"]);
        (await drafts.Of(another, "/1", default)).ShouldNotBeNull().ShouldBeEmpty();

        clock.Advance(DraftStore.KeptFor);
        await drafts.Keep(another, "/", "form", text, default);
        (await drafts.Of(person, $"/{DraftStore.Most}", default)).ShouldNotBeNull().ShouldBeEmpty();
    }

    /// <summary>Whatever language the page is in when it is sent, a number and a day are those that were written.</summary>
    [Theory]
    [InlineData("en", "42,000.50", "2026/12/31")]
    [InlineData("ar", "٤٢٬٠٠٠٫٥٠", "٢٠٢٦/١٢/٣١")]
    [InlineData("zh", "42,000.50", "2026年12月31日")]
    public void Means_the_same_in_every_language(string code, string amount, string day)
    {
        var languages = LanguageCatalogue.Shipped();
        var form = new Form("activity", UpstreamService.TechnicalAssistance, "/activities",
        [
            new Field("from", "ask.from", FieldKind.Day), new Rows("funding", "ask.funding", [new Field("amount", "ask.amount", FieldKind.Amount)], 1), new Field("place", "ask.place"),
        ]);
        var typed = new FormCollection(new() { ["from"] = day, ["funding[0].amount"] = amount, ["place"] = amount, ["#rows:funding"] = "1" });

        foreach (var other in languages.All)
        {
            var there = TypedValue.Rewritten(form, typed, languages.Of(code), other);
            TypedValue.Of(form, (Field)form.Parts[0], there["from"], other).Value!.GetValue<string>().ShouldBe("2026-12-31");
            WrittenNumber.Of(there["funding[0].amount"].ToString(), other).Value.ShouldBe(42_000.5m);
            there["place"].ToString().ShouldBe(amount, "words are left alone");
        }
    }
}

/// <summary>After a deed its reader is told that it is done and what comes next; before one that cannot be taken back, what it means.</summary>
public class A_deed(RealServers servers)
{
    static string Page => $"/reviews/{ReviewsOfATest.Id}";

    async Task<(ServiceHost<UpstreamService> Portal, ReviewsOfATest Reviews)> Start(string stage)
    {
        var reviews = await ReviewsOfATest.Start(stage);
        return (await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Reviews, [reviews.Upstream.Address])), reviews);
    }

    [Fact]
    public async Task Is_said_to_be_done_once_with_what_comes_next_at_the_head_of_the_page_that_it_leads_to()
    {
        var (portal, reviews) = await Start("feedback");
        await using var _ = portal;
        await using var __ = reviews;
        using var browser = await Browser.Of(portal, Role.FocalPoint, "CHE");

        var done = await browser.Submit(Page, "feedback", new() { ["text"] = "Thanks" });
        (await browser.Get("/reviews")).Text.ShouldNotContain("class=\"done\"");
        var page = await browser.Get(done.Leads!);

        WebUtility.HtmlDecode(Regex.Match(page.Text, "<p class=\"done\" role=\"status\" tabindex=\"-1\" autofocus[^>]*>(.*?)</p>", RegexOptions.Singleline).Groups[1].Value)
            .ShouldBe("Your feedback is given. Next step: “Feedback is given”, awaited of CHE, GHA until 1 February 2026.");
        (await browser.Get(Page)).Text.ShouldNotContain("class=\"done\"");
    }

    [Fact]
    public async Task That_cannot_be_taken_back_is_asked_once_more_with_what_will_be_seen_by_whom()
    {
        var (portal, reviews) = await Start("publication");
        await using var _ = portal;
        await using var __ = reviews;
        using var officer = await Browser.Of(portal, Role.ReviewOfficer);

        var asked = await officer.Submit(Page, "publication", []);

        (asked.Status, asked.AsksWhetherSure).ShouldBe((HttpStatusCode.OK, true));
        asked.Words.ShouldContain("can be read by everybody, in the portal and by programs: its summary and all its findings (1). It cannot be taken back.");
        reviews.Posted.ShouldBeEmpty();
        (await officer.Submit(Page, asked.Form("publication"), new() { ["#back"] = "1" })).AsksWhetherSure.ShouldBeFalse();
        reviews.Posted.ShouldBeEmpty();
        (await officer.Submit(Page, asked.Form("publication"), new() { ["#sure"] = "1" })).Status.ShouldBe(HttpStatusCode.SeeOther);
        reviews.Posted.ShouldHaveSingleItem().Path.ShouldBe($"/reviews/{ReviewsOfATest.Id}/publication");
    }

    [Fact]
    public async Task That_was_sent_back_opens_as_it_was_with_what_was_said_against_it()
    {
        var (portal, reviews) = await Start("outcome");
        await using var _ = portal;
        await using var __ = reviews;
        reviews.ReturnedWith = "Article 14 is <carried out>.";
        using var browser = await Browser.Of(portal, Role.FocalPoint, "GHA");

        var page = await browser.Get(Page);

        page.Words.ShouldContain("Returned by KEN on 10 February 2026, with these words: Article 14 is <carried out>.");
        page.Text.ShouldContain(">Much</textarea>");
        page.Text.ShouldContain(">A law</textarea>");
        page.Text.ShouldContain("<option value=\"legislative-drafting\" selected");
    }

    /// <summary>Every form has its sentence in every language; a form without one would be done in silence.</summary>
    [Fact]
    public void Has_its_sentence_whatever_it_is()
    {
        var texts = LanguageCatalogue.Shipped().Default.Texts.Keys;
        var forms = texts.Where(text => text.StartsWith("form.", StringComparison.Ordinal) && text.EndsWith(".submit", StringComparison.Ordinal)).Select(text => text[..^".submit".Length]).ToList();

        forms.ShouldNotBeEmpty();
        forms.Where(form => !texts.Contains(form + ".done")).ShouldBeEmpty();
    }
}
