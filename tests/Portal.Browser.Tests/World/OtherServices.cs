using Portal.Gateway;

namespace Portal.Browser.Tests.World;

/// <summary>Reviews, TechnicalAssistance and Networks as they answer everyone in the middle of the loop: one State has been reviewed and assisted. Treaties is the real one.</summary>
sealed class OtherServices : IAsyncDisposable
{
    readonly Upstream reviews, assistance, networks;

    OtherServices(Upstream reviews, Upstream assistance, Upstream networks) => (this.reviews, this.assistance, this.networks) = (reviews, assistance, networks);

    public const string Review = "01990000-0000-7000-8000-000000000001", Need = "01990000-0000-7000-8000-000000000002", Activity = "01990000-0000-7000-8000-000000000003";

    public static async Task<OtherServices> Start() => new(
        await Upstream.Start(
            ("/mechanisms", List(new { id = "uncac-irm", shortName = "IRM", names = Names("Implementation Review Mechanism", "实施情况审议机制", "آلية استعراض التنفيذ"), convention = "uncac", instruments = new[] { "uncac" }, cycles = new[] { new { id = "cycle-2", name = "Cycle 2" } }, steps = Array.Empty<object>() })),
            ("/operations/parked", List(new { source = "treaties", position = 812, id = Need, stream = "participants/KEN", type = "treaties.action-deposited", reason = "NpgsqlException: no such row", tries = 5, parkedAt = "2026-02-27T09:30:00Z" })),
            ("/operations/forks", List()),
            ("/reviews", List(Reviewed(null))),
            ("/reviews/" + Review, Reviewed(Names("The Office has the means it needs; one law was still to come.", "该机构具备所需手段；尚有一部法律有待制定。", "لدى المكتب الوسائل اللازمة؛ وكان ثمة قانون واحد لم يصدر بعد."))),
            ("/figures/published-outcomes", Figure("published-outcomes", "Reviews whose outcome had been published by the day.", "reviews", 1)),
            ("/figures/published-outcomes/records", Records("reviews/" + Review)),
            ("/figures/findings", Figure("findings", "Findings of the reviews published by the day, by kind.", "findings", 3))),
        await Upstream.Start(
            ("/needs", List(Needed())),
            ("/needs/" + Need, Needed()),
            ("/activities", List(Given())),
            ("/activities/" + Activity, Given()),
            ("/results", List(Followed())),
            ("/results/" + Activity, Followed()),
            ("/programmes", List(new { id = "gpc", names = Names("Global programme", "全球方案", "البرنامج العالمي") })),
            ("/figures/needs", Figure("needs", "Needs for assistance found in country reviews, from the day their review is published.", "needs", 1)),
            ("/figures/activities", Figure("activities", "Activities that ended in the period, each once.", "activities", 1)),
            ("/figures/laws-adopted", Figure("laws-adopted", "Laws and policies that States adopted in the period after they were assisted.", "laws and policies", 1))),
        await Upstream.Start(
            ("/authorities", List(
                Authority("KEN", Names("Office of the Attorney General", "总检察长办公室", "مكتب المدعي العام"), "mutual-legal-assistance"),
                Authority("FJI", Names("Office of the Director of Public Prosecutions", "检察长办公室", "مكتب مدير النيابة العامة"), "asset-recovery"))),
            ("/functions", List(
                new { function = "mutual-legal-assistance", instrument = "uncac", article = "uncac art. 46(13)", names = Names("Mutual legal assistance", "司法协助", "المساعدة القانونية المتبادلة"), demanded = true },
                new { function = "prevention-of-corruption", instrument = "uncac", article = "uncac art. 6", names = Names("Prevention of corruption", "预防腐败", "منع الفساد"), demanded = false },
                new { function = "extradition", instrument = "uncac", article = "uncac art. 44", names = Names("Extradition", "引渡", "تسليم المطلوبين"), demanded = false },
                new { function = "civil-and-administrative-proceedings", instrument = "uncac", article = "uncac art. 43", names = Names("Civil and administrative proceedings", "民事和行政诉讼", "الإجراءات المدنية والإدارية"), demanded = false },
                new { function = "asset-recovery", instrument = "uncac", article = "uncac art. 55", names = Names("Asset recovery", "资产追回", "استرداد الموجودات"), demanded = false })),
            ("/requests", List()),
            ("/duties?status=overdue&limit=200", List(Owed("KEN", "overdue", "2020-01-05"))),
            ("/duties?status=open&limit=200", List(Owed("FJI", "open", null))),
            ("/authorities/" + Review, Authority("KEN", Names("Office of the Attorney General", "总检察长办公室", "مكتب النائب العام"), "extradition")),
            ("/authorities/" + Review + "/history", List()),
            ("/networks", List(new { id = "globe", shortName = "GlobE", names = Names("Global Operational Network of Anti-Corruption Law Enforcement Authorities", "全球反腐败执法机构行动网络", "شبكة العمليات العالمية لسلطات إنفاذ القانون المعنية بمكافحة الفساد"), kind = "law-enforcement", source = "CAC/COSP/2023" })),
            ("/published-counts", List(
                [.. new[] { ("prevention-of-corruption", 190, 122), ("extradition", 42, 38), ("mutual-legal-assistance", 164, 133), ("asset-recovery", 101, 88), ("civil-and-administrative-proceedings", 48, 38) }
                    .SelectMany(it => new[] { Published("authorities", it.Item1, it.Item2), Published("authority-states", it.Item1, it.Item3) })])),
            ("/figures/authorities", Figure("authorities", "Authorities designated and not withdrawn on the day.", "authorities", 2)),
            ("/figures/authority-states", Figure("authority-states", "States and organizations with at least one designated authority on the day.", "States", 2))));

    public (UpstreamService, Uri[])[] All => [(UpstreamService.Reviews, [reviews.Address]), (UpstreamService.TechnicalAssistance, [assistance.Address]), (UpstreamService.Networks, [networks.Address])];

    public async ValueTask DisposeAsync()
    {
        foreach (var upstream in new[] { reviews, assistance, networks })
            await upstream.DisposeAsync();
    }

    static object List(params object[] items) => new { items, next = (string?)null };

    static Dictionary<string, string> Names(string en, string zh, string ar) => new() { ["en"] = en, ["zh"] = zh, ["ar"] = ar };

    static object Figure(string name, string definition, string unit, int count) => new
    {
        name,
        definition,
        unit,
        asOf = "2026-11-21",
        knownAt = "2026-10-01T10:00:00Z",
        recorded = "recorded",
        count = new { certain = count, possible = count },
        by = Array.Empty<string>(),
        breakdown = Array.Empty<object>(),
        texts = new { names = Names(char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' '), "数字", "رقم"), definitions = Names(definition, "所计数的内容。", "ما يُعد."), units = Names(unit, "项", "وحدة") },
    };

    static object Published(string figure, string function, int value) => new { figure, scope = function + " uncac", value, qualifier = (string?)null, unit = "authorities", asOf = "2023-10-09", from = (string?)null, to = (string?)null, source = "CAC/COSP/2023", paragraph = "45", note = (string?)null };

    static object Records(string record) => new { name = "it", knownAt = "2026-10-01T10:00:00Z", items = new[] { new { record, on = "2026-09-01", by = new { mechanism = "uncac-irm", cycle = "cycle-2" }, state = "KEN", counts = 1, once = (string?)null, position = 12, recordedAt = "2026-10-01T10:00:00Z" } } };

    static object Reviewed(Dictionary<string, string>? summary) => new
    {
        id = Review,
        mechanism = "uncac-irm",
        cycle = "cycle-2",
        state = "KEN",
        reviewers = new[] { "FJI", "BRA" },
        instruments = new[] { "uncac" },
        startsOn = "2025-01-15",
        stage = "published",
        reviewing = Array.Empty<object>(),
        outcome = new
        {
            publishedOn = "2025-11-03",
            summary,
            findings = new[]
            {
                new { id = Activity, kind = "good-practice", article = "uncac art. 6", text = summary is null ? null : "A well staffed body.", need = (object?)null, answeredOn = (string?)null },
                new { id = Need, kind = "need", article = "uncac art. 32", text = summary is null ? null : "A law on witnesses.", need = (object?)new { id = Need, kind = "legislative-drafting" }, answeredOn = (string?)"2026-07-15" },
            },
        },
        version = 9,
    };

    static object Needed() => new { id = Need, state = "KEN", instrument = "uncac", article = "uncac art. 32", kind = "legislative-drafting", review = Review, mechanism = "uncac-irm", identifiedOn = "2025-10-01", publishedOn = "2025-11-03", status = "met", metOn = "2026-07-15", statement = (string?)null, version = 2 };

    /// <summary>With all that a page of it can show, corrected once.</summary>
    static object Given() => new
    {
        id = Activity,
        version = 3,
        details = new
        {
            kind = "training", title = Names("Workshop on drafting", "立法起草讲习班", "حلقة عمل بشأن الصياغة"), instruments = new[] { "uncac" }, articles = new[] { "uncac art. 32", "uncac art. 33" }, beneficiaries = new[] { "KEN", "FJI" },
            from = "2026-03-02", to = "2026-03-05", place = "Nairobi", online = true, languages = new[] { "en", "fr", "sw" }, programme = "gpc", source = "Mission report 12/2026", funding = new[] { new { donor = "Norway", amount = 42000.5m, currency = "NOK" } },
        },
        participations = new { total = 47, female = 26, male = 21, notStated = 0 },
        joinedAfterwards = new[] { new { state = "FJI", instrument = "uncac", notBefore = "2026-04-01", notAfter = "2026-04-30" } },
        corrections = new[]
        {
            new { recordedAt = "2026-10-01T10:00:00Z", reason = "The mission report was misread.", was = new { kind = "meeting", title = Names("Workshop", "讲习班", "حلقة عمل"), instruments = new[] { "uncac" }, beneficiaries = new[] { "KEN" }, from = "2026-03-02", to = "2026-03-04", source = "Mission report 11/2026" } },
        },
    };

    /// <summary>Withdrawn.</summary>
    static object Followed() => new
    {
        id = Activity, kind = "law-adopted", state = "KEN", title = Names("Witness Protection Act", "《证人保护法》", "قانون حماية الشهود"), articles = new[] { "uncac art. 32" }, adoptedOn = "2026-06-30", activities = new[] { Activity }, source = "Gazette 12/2026", version = 2,
        withdrawn = new { recordedAt = "2026-10-01T10:00:00Z", reason = "The bill was not adopted." },
    };

    static object Owed(string state, string status, string? dueBy) => new { id = Need, state, instrument = "uncac", function = "extradition", article = "uncac art. 44", status, dueBy };

    static object Authority(string state, Dictionary<string, string> names, string function) => new
    {
        id = state == "KEN" ? Review : Activity,
        state,
        territory = (string?)null,
        names,
        functions = new[] { new { function, instrument = "uncac" } },
        withdrawnOn = (string?)null,
        version = 1,
        contact = (object?)null,
    };
}
