using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Languages;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>
/// What every form is held to with readers who write neither Latin letters nor, always, Latin digits: what they type is read, and whatever comes between, it is kept and they are
/// told why in their language.
/// </summary>
[Collection(BeforeRealServices.Name)]
public partial class Every_form(RealServices services)
{
    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    [Fact]
    public void Is_among_those_that_are_tried()
    {
        var known = languages.Default.Texts.Keys.Select(text => IsSubmit().Match(text)).Where(match => match.Success).Select(match => match.Groups[1].Value);

        new EveryForm(services).All.Select(form => form.Name).Distinct().ShouldBe(known, ignoreOrder: true);
    }

    /// <param name="other">The language that is changed to in the middle.</param>
    /// <param name="text">A letter of the language.</param>
    /// <param name="day">2 January 2026 as its readers type it; <paramref name="number"/> is 12, <paramref name="paragraph"/> 1.</param>
    /// <param name="provision">Article 5 of the Convention against Corruption.</param>
    [Theory]
    [InlineData("ar", "zh", 'ن', "٢٠٢٦-٠١-٠٢", "١٢", "الفقرة ١", "uncac المادة ٥")]
    [InlineData("zh", "ar", '文', "2026年1月2日", "１２", "第１款", "uncac 第５条")]
    public async Task Reads_what_its_readers_type_and_keeps_it_whatever_comes_between(string language, string other, char text, string day, string number, string paragraph,
        string provision)
    {
        await services.Clear();
        var typing = new Typing(languages.Of(language), languages.Of(other), text, day, number, paragraph, provision);
        using var another = await Browser.Of(services.Portal, Role.PermanentMission, "BRA");
        var offences = new List<string>();
        foreach (var form in new EveryForm(services).All)
        {
            using var browser = await Browser.Of(services.Portal, form.Role, form.State);
            offences.AddRange((await new Walk(services, form, typing, browser, another).Take()).Select(it => $"{form}: {it}"));
        }
        string.Join('\n', offences).ShouldBeEmpty();
    }

    /// <summary>How a reader writes.</summary>
    sealed record Typing(Language Language, Language Other, char Text, string Day, string Number, string Paragraph, string Provision)
    {
        /// <summary>What stands in several forms is told once.</summary>
        public HashSet<string> Told { get; } = [];

        /// <summary>As it stands in a page after it was read.</summary>
        public string Read(string typed) => typed == Day ? "2026-01-02" : typed == Number ? "12" : typed == Provision ? "uncac art. 5" : typed;
    }

    sealed class Walk(RealServices services, EachForm form, Typing typing, Browser browser, Browser another)
    {
        readonly List<string> offences = [];

        public async Task<IReadOnlyList<string>> Take()
        {
            var address = await form.Page();
            var page = await Got(browser.Get(In(address, typing.Language)), "open", HttpStatusCode.OK);
            var open = FormOnPage.Of(page, form.Name);
            var hidden = page.Form(form.Name);
            offences.AddRange(open.Fields.Where(it => it.Kind is KindOnPage.Text && it.Most is null).Select(it => $"{it.Name} tells no limit"));
            var posted = services.Posted;

            await WithTooLongTexts();
            if (Filled(open).Any(it => it.Value.Length > 0))
            {
                await InAnotherLanguage();
                await WithNobodySignedIn();
                await WithSomebodyElseSignedIn();
            }
            if (services.Posted != posted)
                offences.Add("something reached a service");
            await AsItIsRead();
            return offences;

            async Task WithTooLongTexts()
            {
                var limited = open.Fields.Where(it => it.Most is not null && IsFilled(it)).ToList();
                if (limited.Count == 0)
                    return;
                var typed = Filled(open, tooLong: true);
                var page = await Got(browser.Send(In(address, typing.Language), hidden.Concat(typed)), "too long", HttpStatusCode.BadRequest);
                if (!page.Asks(form.Name))
                    return;
                var refused = FormOnPage.Of(page, form.Name);
                offences.AddRange(limited.Where(it => !refused.HasFaultAt(it)).Select(it => $"{it.Name} is too long, and this is not told"));
                IsKept(typed, refused, "too long");
            }

            async Task InAnotherLanguage()
            {
                var typed = Filled(open);
                await Got(browser.Send(In(address, typing.Other), hidden.Concat(typed).Append(new("#language", typing.Other.Code))), "language", HttpStatusCode.SeeOther);
                IsThere(typed, await Got(browser.Get(In(address, typing.Other)), "in the other language", HttpStatusCode.OK), typing.Other, "draft.language-changed");
            }

            async Task WithNobodySignedIn()
            {
                var typed = Filled(open);
                using var nobody = new Browser(services.Portal);
                await Got(nobody.Send(In(address, typing.Language), hidden.Concat(typed)), "signed out", HttpStatusCode.SeeOther);
                IsThere(typed, await Got(browser.Get(In(address, typing.Language)), "after signing in again", HttpStatusCode.OK), typing.Language, "draft.session-over");
            }

            async Task WithSomebodyElseSignedIn()
            {
                var typed = Filled(open);
                await Got(another.Send(In(address, typing.Language), hidden.Concat(typed)), "as another", HttpStatusCode.BadRequest);
                IsThere(typed, await Got(browser.Get(In(address, typing.Language)), "back from another", HttpStatusCode.OK), typing.Language, "draft.signed-in-as-another");
            }

            async Task AsItIsRead()
            {
                var answer = await Got(browser.Send(In(address, typing.Language), hidden.Concat(Filled(open)).Append(new("#sure", "1"))), "sent", null);
                if (form.IsThePortals)
                    return;
                if (services.Posted != posted + 1)
                {
                    offences.Add($"cannot be read: {string.Join(' ', Regex.Matches(answer.Markup, "<p class=\"fault\".*?</p>").Select(it => it.Value))}");
                    return;
                }
                var sent = JsonNode.Parse(services.Sent)!;
                foreach (var value in Values(sent).Where(it => it.Any(sign => char.IsDigit(sign) && !char.IsAscii(sign))))
                    offences.Add($"reaches its service as {value}");
                if (Filled(open).Any(it => it.Value == typing.Day) && !Values(sent).Contains("2026-01-02"))
                    offences.Add($"the day is not read: {sent.ToJsonString()}");
                if (Filled(open).Any(it => it.Value == typing.Number) && !Values(sent).Contains("12"))
                    offences.Add($"the number is not read: {sent.ToJsonString()}");
                if (services.Answered.Problem is { } problem && problem.ToJsonString().Contains("unreadable-field", StringComparison.Ordinal))
                    offences.Add($"the service cannot read it: {problem.ToJsonString()}");
                if (answer.Leads is { } leads)
                    await Got(browser.Get(leads), "done", null);
            }
        }

        /// <summary>A page in the language, and nothing in it that its makers or readers of English alone read.</summary>
        async Task<Page> Got(Task<Page> asked, string what, HttpStatusCode? status)
        {
            var page = await asked;
            if (status is { } expected && page.Status != expected)
                offences.Add($"{what}: {page.Status}, {page.Words}");
            offences.AddRange(page.LatinWords.Where(typing.Told.Add).Select(it => $"{what}: {it}"));
            return page;
        }

        void IsThere(IReadOnlyList<KeyValuePair<string, string>> typed, Page page, Language language, string why)
        {
            if (!language[why].Split("{0}").All(part => page.Words.Contains(part.Trim(), StringComparison.Ordinal)))
                offences.Add($"does not say {why}: {page.Words}");
            if (page.Asks(form.Name))
                IsKept(typed, FormOnPage.Of(page, form.Name), why);
            else
                offences.Add($"{why}: the form is gone");
        }

        void IsKept(IReadOnlyList<KeyValuePair<string, string>> typed, FormOnPage stands, string what)
        {
            foreach (var field in typed.GroupBy(it => it.Key, it => typing.Read(it.Value)))
                if (stands.Standing.Where(it => it.Key == field.Key).Select(it => typing.Read(it.Value)).Where(it => it.Length > 0).Order().ToList() is var kept
                    && !kept.SequenceEqual(field.Where(it => it.Length > 0).Order()))
                    offences.Add($"{what}: in {field.Key} stands {Short(kept)}, typed was {Short(field)}");

            static string Short(IEnumerable<string> values) => string.Join(" | ", values.Select(it => it.Length > 60 ? it[..60] : it));
        }

        /// <summary>Every field with what is right or with what a reader of the language types, the first row of those that are alike.</summary>
        List<KeyValuePair<string, string>> Filled(FormOnPage open, bool tooLong = false) =>
            [.. open.Fields.Where(IsFilled).Select(it => KeyValuePair.Create(it.Name, Typed(it, tooLong)))];

        bool IsFilled(FieldOnPage field) => !Regex.IsMatch(field.Name, @"\[[1-9][0-9]*\]\.")
            && (!field.IsTickable || field.IsTicked || form.Right.GetValueOrDefault(field.Name) == field.Value);

        string Typed(FieldOnPage field, bool tooLong) => field.Kind switch
        {
            KindOnPage.Text when tooLong && field.Most is { } most => new string(typing.Text, most + 1),
            KindOnPage.Text when field.Name == "signInName" => form.Right[field.Name],
            KindOnPage.Text => new string(typing.Text, 10),
            KindOnPage.Day => typing.Day,
            KindOnPage.Number => typing.Number,
            KindOnPage.Paragraph => typing.Paragraph,
            KindOnPage.Provisions => typing.Provision,
            KindOnPage.Suggested => field.Offers[1],
            KindOnPage.Box or KindOnPage.OneOfTwo => field.Value,
            _ when field.Name.EndsWith(".language", StringComparison.Ordinal) => typing.Language.Code,
            _ => form.Right.GetValueOrDefault(field.Name) ?? (field.Value.Length > 0 ? field.Value : field.Offers.FirstOrDefault(it => it.Length > 0) ?? ""),
        };

        static string In(string address, Language language) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language.Code}";

        static IEnumerable<string> Values(JsonNode? node) => node switch
        {
            JsonObject all => all.SelectMany(it => Values(it.Value)),
            JsonArray all => all.SelectMany(Values),
            JsonValue one => [one.ToString()],
            _ => [],
        };
    }

    [GeneratedRegex(@"\Aform\.(.+)\.submit\z")]
    private static partial Regex IsSubmit();
}
