using System.Net;
using System.Text.RegularExpressions;
using Portal.Figures;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;

namespace Portal.Tests.Figures;

/// <summary>A number opened down to its records, as its reader reads it.</summary>
public class An_opened_figure
{
    const string Activity = "01990000-0000-7000-8000-000000000003", Need = "01990000-0000-7000-8000-000000000002";

    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    static Dictionary<string, string> Names(string en, string zh, string ar) => new() { ["en"] = en, ["zh"] = zh, ["ar"] = ar };

    static object Texts(string en, string zh, string ar) => new { names = Names(en, zh, ar), definitions = Names(en, zh, ar), units = Names(en, zh, ar) };

    static object Called(string kenya, string fiji, string coteDIvoire) => new { items = new[] { new { code = "KEN", name = kenya }, new { code = "FJI", name = fiji }, new { code = "CIV", name = coteDIvoire } } };

    static Task<Upstream> Treaties() => Upstream.Start(
        ("/states?lang=en", Called("Kenya", "Fiji", "Côte d'Ivoire")), ("/states?lang=zh", Called("肯尼亚", "斐济", "科特迪瓦")), ("/states?lang=ar", Called("كينيا", "فيجي", "كوت ديفوار")),
        ("/states?lang=fr", Called("Kenya", "Fidji", "Côte d'Ivoire")), ("/states?lang=es", Called("Kenya", "Fiji", "Côte d'Ivoire")), ("/states?lang=ru", Called("Кения", "Фиджи", "Кот-д'Ивуар")),
        ("/states", new { items = new[] { new { code = "KEN", name = "Kenya", kind = "member-state", regionalGroup = "AG" } } }),
        ("/instruments", new { items = new[] { FourServices.Instrument("uncac", "UNCAC") } }));

    static Task<Upstream> Assistance() => Upstream.Start(
        ("/figures/activities", Figure("activities", ["kind", "programme", "held"], "training, gpc, online")),
        ("/figures/activities/records", new { items = new[] { new { record = "activities/" + Activity, on = "2026-03-05", by = new { kind = "training", programme = "gpc", held = "online" }, state = (string?)null, counts = 1, once = (string?)null, position = (int?)null, recordedAt = "2026-10-01T10:00:00Z" } } }),
        ("/figures/states-assisted", new
        {
            name = "states-assisted", definition = "States", unit = "States", recorded = "recorded", count = new { certain = 3, possible = 3 }, by = new[] { "article" },
            breakdown = new[] { new { group = "uncac art. 5", certain = 3, possible = 3 }, new { group = "uncac art. 6", certain = 1, possible = 1 } }, texts = Texts("Called States", "名称", "الاسم"), from = "2026-03-01", to = "2026-03-31",
        }),
        ("/figures/states-assisted/records", new { items = new[] { Assisted("KEN", "1", "uncac art. 5", "uncac art. 6"), Assisted("KEN", "2"), Assisted("FJI", "1", "uncac art. 5"), Assisted("CIV", "1", "uncac art. 5") } }),
        ("/figures/needs", Figure("needs", ["article"], "uncac art. 46(13)")),
        ("/figures/needs/records", new { items = new[] { new { record = "needs/" + Need, on = "2026-03-05", by = new { article = "uncac art. 46(13)", status = "met", kind = "training", instrument = "uncac", state = "KEN" }, state = "KEN", counts = 1, once = "KEN", recordedAt = "2026-10-01T10:00:00Z" } } }),
        ("/activities", new { items = new[] { new { id = Activity, details = new { title = Names("Workshop on drafting", "立法起草讲习班", "حلقة عمل") } } } }),
        ("/programmes", new { items = new[] { new { id = "gpc", names = Names("Global programme", "全球方案", "البرنامج العالمي") } } }));

    static object Assisted(string state, string activity, params string[] articles) => new
    {
        record = $"activities/{activity}#{state}", on = "2026-03-05", state, counts = 1, once = state, recordedAt = "2026-10-01T10:00:00Z",
        by = new { kind = "training", programme = "gpc", held = "online", state, region = "africa" }, several = new { instrument = new[] { "uncac" }, article = articles },
    };

    static object Figure(string name, string[] by, string group) => new
    {
        name, definition = name, unit = name, recorded = "recorded", count = new { certain = 1, possible = 1 }, by, breakdown = new[] { new { group, certain = 1, possible = 1 } },
        texts = Texts("Called " + name, "名称", "الاسم"), asOf = "2026-03-31", knownAt = "2026-10-01T10:00:00Z",
    };

    [Theory]
    [InlineData("en", "Workshop on drafting", "Global programme", "online"), InlineData("zh", "立法起草讲习班", "全球方案", "线上"), InlineData("ar", "حلقة عمل", "البرنامج العالمي", "عبر الإنترنت")]
    public async Task Names_its_records_and_what_it_is_broken_down_by_and_leads_to_their_pages(string language, string record, string programme, string held)
    {
        var page = await Open($"/figures/technical-assistance/activities?only=held:online&lang={language}", language);

        page.ShouldContain($"<a href=\"/activities/{Activity}\"><bdi>{record}</bdi></a>");
        page.ShouldContain(programme);
        Regex.Count(page, Regex.Escape(held)).ShouldBeGreaterThanOrEqualTo(2);
        Visible(page).ShouldNotContain(Activity);
        Visible(page).ShouldNotContain("2026-10-01");
    }

    [Fact]
    public async Task Says_provisions_States_and_days_as_pages_do_and_leaves_out_columns_that_say_nothing()
    {
        var page = await Open("/figures/technical-assistance/needs?asOf=2026-03-31", "en");

        page.ShouldContain("Article 46, paragraph 13, of the UNCAC");
        page.ShouldContain($"<a href=\"/needs/{Need}\">");
        page.ShouldContain("<a href=\"/states/KEN\"><bdi>Kenya</bdi></a>");
        page.ShouldContain("5 March 2026");
        page.ShouldContain("<title>Called needs – 31 March 2026 – Treaty Platform</title>");
        page.ShouldNotContain(">Adds<");
        Visible(page).ShouldNotContain("uncac art.");
    }

    [Theory]
    [InlineData("en", "The States", "the following 3 States: Côte d'Ivoire, Fiji and Kenya"), InlineData("zh", "这些国家", "以下3个国家：斐济、科特迪瓦和肯尼亚"), InlineData("ar", "الدول", "الدول الـ 3 التالية: فيجي، كوت ديفوار وكينيا")]
    public async Task Lists_the_States_it_counts_with_the_records_of_each_and_as_a_sentence_of_every_official_language(string language, string heading, string sentence)
    {
        var page = await Open("/figures/technical-assistance/states-assisted?from=2026-03-01&to=2026-03-31", language);

        page.ShouldContain($">{heading}</h2>");
        page.ShouldContain(sentence);
        Regex.Count(page, "<p lang=\"(ar|zh|en|fr|ru|es)\" dir=\"auto\">").ShouldBe(6);
        page.ShouldContain("<a href=\"/figures/technical-assistance/states-assisted?from=2026-03-01&to=2026-03-31&only=state%3AKEN#records\">2</a>");
        page.ShouldContain(languages.All.Single(it => it.Code == language)["figure.overlap"]);
        Visible(page).ShouldNotContain("uncac art.");
        Visible(page).ShouldNotContain("[");
    }

    [Theory]
    [InlineData("en", "the following State: Fiji", "Fiji"), InlineData("en", "the following 2 States: Chad and Fiji", "Fiji", "Chad")]
    [InlineData("fr", "l’État suivant : Fidji", "Fidji"), InlineData("fr", "les 3 États suivants : Égypte, Fidji et Tchad", "Tchad", "Égypte", "Fidji")]
    [InlineData("es", "el Estado siguiente: Fiji", "Fiji"), InlineData("es", "los 2 Estados siguientes: Fiji e Irlanda", "Irlanda", "Fiji"), InlineData("es", "los 2 Estados siguientes: Chile y Hungría", "Hungría", "Chile")]
    [InlineData("ru", "следующее 1 государство: Фиджи", "Фиджи"), InlineData("ru", "следующие 2 государства: Фиджи и Чад", "Чад", "Фиджи")]
    [InlineData("zh", "以下1个国家：斐济", "斐济"), InlineData("ar", "الدولة التالية: فيجي", "فيجي"), InlineData("ar", "الدولتان التاليتان: تشاد وفيجي", "فيجي", "تشاد")]
    public void Says_States_in_a_sentence_in_the_order_and_the_grammar_of_the_language(string language, string sentence, params string[] states) =>
        StatesListed.Sentence(language, states).ShouldBe(sentence);

    [Theory]
    [InlineData("participations", "sex,donor,kind", "female, Ministry, of Finance, training", "women|Ministry, of Finance|training")]
    [InlineData("contributions", "currency,donor", "EUR, A, B, C", "Euro|A, B, C")]
    public void Keeps_a_donors_commas_apart_from_those_between_the_values_of_a_group(string figure, string by, string group, string said)
    {
        var words = new FigureWords(languages.Default, new Names([], []), "technical-assistance", figure, new Dictionary<string, IReadOnlyDictionary<string, string>>());

        string.Join('|', words.Group(by.Split(','), group).Select(word => word.Text)).ShouldBe(said, StringCompareShould.IgnoreCase);
    }

    /// <summary>Whatever the services break figures down by, tell of a record, or can be asked.</summary>
    [Fact]
    public void Has_a_name_for_every_dimension_every_field_and_every_parameter()
    {
        var figures = new[] { typeof(global::Reviews.Storage.ReviewsDb), typeof(global::TechnicalAssistance.Storage.TechnicalAssistanceDb), typeof(global::Networks.Storage.NetworksDb) }
            .SelectMany(service => service.Assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(global::Figures.Figure)) && !type.IsAbstract)
            .Select(type => (global::Figures.Figure)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type))
            .GroupBy(figure => figure.GetType().Assembly).SelectMany(service => new global::Figures.FigureCatalogue(service).All).ToList();
        figures.Count.ShouldBeGreaterThan(10);
        string[] notShown = ["name", "action", "once", "group", "stream", "by", "several"];
        var fields = figures.SelectMany(figure => figure.Dimensions)
            .Concat(new[] { typeof(global::Figures.Counted), typeof(global::Treaties.Figures.Counted) }.SelectMany(type => type.GetProperties()).Select(property => property.Name.ToLowerInvariant()).Except(notShown)).Distinct();

        fields.Where(field => !languages.Default.Texts.ContainsKey($"record-field.{field}")).ShouldBeEmpty();
        typeof(global::Figures.Asked).GetProperties().Where(it => it.Name != "Dimensions").Select(it => it.Name.ToLowerInvariant()).Concat(["instrument", "basis", "kind"]).Where(parameter => !languages.Default.Texts.ContainsKey($"parameter.{parameter}")).ShouldBeEmpty();
    }

    static string Visible(string page) => Regex.Replace(page, "<[^>]+>", " ");

    static async Task<string> Open(string path, string language)
    {
        await using var treaties = await Treaties();
        await using var assistance = await Assistance();
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [treaties.Address]), (UpstreamService.TechnicalAssistance, [assistance.Address]));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        using var answer = await portal.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
