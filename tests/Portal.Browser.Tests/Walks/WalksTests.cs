using System.Net.Http.Json;
using Portal.Languages;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Browser.Tests.Walks;

/// <summary>The day's work of each role before the services as they are, done by keyboard from the list of what waits to the sentence that it is done, with a slip on the way.</summary>
/// <remarks>One State goes through the whole loop: it is reviewed, its need is answered, its authority is designated, asked and answers.</remarks>
public sealed class The_work_of_each_role(Site site)
{
    [Fact]
    public Task Is_done_in_Arabic_by_keyboard_alone() => Walk("ar", "كينيا");

    [Theory, Trait("Category", "Long")]
    [InlineData("en", "Kenya"), InlineData("zh", "肯尼亚")]
    public Task Is_done_in_every_language_by_keyboard_alone(string language, string kenya) => Walk(language, kenya);

    async Task Walk(string code, string kenya)
    {
        var language = LanguageCatalogue.Shipped().Of(code);
        await using var services = await RealServices.Start(site.Servers);
        Task<Hands> As(Role role, string? state = null) => Hands.Of(site.Browser, services.Portal.Http.BaseAddress!, language, role, state);

        await using (var officer = await As(Role.ReviewOfficer))
        {
            await officer.Follow(language["form.open-review.heading"]);
            await officer.Choose("#open-review-mechanism", "uncac-irm cycle-1");
            await officer.Choose("#open-review-state", "KEN");
            await officer.Choose("#open-review-reviewers-0", "KEN");
            await officer.Choose("#open-review-reviewers-1", "CHE");
            await officer.TypeDay("#open-review-startsOn", new(2026, 1, 15));
            await officer.Type("#open-review-note-reference", "NV 12/2026");
            await officer.TypeDay("#open-review-note-date", new(2026, 1, 10));
            await officer.Send("open-review");
            await officer.IsTold(kenya, "open-review-reviewers-0");
            await officer.Choose("#open-review-reviewers-0", "GHA");
            await officer.Send("open-review");
            await officer.IsDone("open-review");
        }
        await using (var mission = await As(Role.PermanentMission, "KEN"))
        {
            await mission.FollowFirst("reviews");
            await mission.Type("#focal-points-person-email", "ada@justice.example");
            await mission.Type("#focal-points-note-reference", "NV 7");
            await mission.TypeDay("#focal-points-note-date", new(2026, 1, 20));
            await mission.Send("focal-points");
            await mission.IsTold(language["ask.person-name"], "focal-points-person-name");
            await mission.Type("#focal-points-person-name", "آدا وانجيرو 王安娜");
            await mission.Send("focal-points");
            await mission.IsDone("focal-points");
        }
        await using (var focal = await As(Role.FocalPoint, "KEN"))
        {
            await focal.FollowFirst("reviews");
            await focal.Choose("#self-assessment-answers-0-article", "uncac art. 13");
            await focal.Type("#self-assessment-answers-0-article-paragraph", "all of it");
            await focal.Choose("#self-assessment-answers-0-implemented", "in-part");
            await focal.Type("#self-assessment-answers-0-text", "قانون الوصول إلى المعلومات. 信息公开法。");
            await focal.Send("self-assessment");
            await focal.IsTold("all of it", "self-assessment-answers-0-article");
            await focal.Type("#self-assessment-answers-0-article-paragraph", "١");
            await focal.Send("self-assessment");
            await focal.IsDone("self-assessment");
        }
        await using (var expert = await As(Role.GovernmentalExpert, "GHA"))
        {
            await expert.FollowFirst("reviews");
            await expert.Send("feedback-draft");
            await expert.IsTold(language["ask.observations"], "feedback-draft-observations-0-kind");
            await expert.Choose("#feedback-draft-observations-0-kind", "challenge");
            await expert.Choose("#feedback-draft-observations-0-article", "uncac art. 52");
            await expert.Type("#feedback-draft-observations-0-text", "لا يوجد قانون بعد. 尚无法律。");
            await expert.Send("feedback-draft");
            await expert.IsDone("feedback-draft");
        }
        foreach (var state in new[] { "GHA", "CHE" })
        {
            await using var focal = await As(Role.FocalPoint, state);
            await focal.FollowFirst("reviews");
            if (state == "GHA")
            {
                (await focal.Page.InputValueAsync("#feedback-observations-0-text")).ShouldBe("لا يوجد قانون بعد. 尚无法律。", "what the experts drafted");
                await focal.Send("feedback");
                await focal.IsTold(language["ask.feedback-text"], "feedback-text");
            }
            await focal.Type("#feedback-text", "تقدم كبير. 进展很大。");
            await focal.Send("feedback");
            await focal.IsDone("feedback");
        }
        await using (var focal = await As(Role.FocalPoint, "CHE"))
        {
            await focal.FollowFirst("reviews");
            await focal.Type("#outcome-summary-0-text", code == "ar" ? "خلص الاستعراض إلى إحراز تقدم." : code == "zh" ? "审议认为取得了进展。" : "The review found progress.");
            await focal.Choose("#outcome-findings-0-kind", "need");
            await focal.Choose("#outcome-findings-0-article", "uncac art. 52");
            await focal.Type("#outcome-findings-0-text", "قانون بشأن الإفصاح. 关于披露的法律。");
            await focal.Send("outcome");
            await focal.IsTold("", "outcome-findings-0-need-kind");
            await focal.Choose("#outcome-findings-0-need-kind", "legislative-drafting");
            await focal.Send("outcome");
            await focal.IsDone("outcome");
        }
        await using (var focal = await As(Role.FocalPoint, "KEN"))
        {
            await focal.FollowFirst("reviews");
            await focal.Send("agreement");
            await focal.IsTold(language["ask.agreed"], "agreement-agreed");
            await focal.Tick("#agreement-agreed-0");
            await focal.Send("agreement");
            await focal.IsDone("agreement");
        }
        await using (var officer = await As(Role.ReviewOfficer))
        {
            await officer.FollowFirst("reviews");
            await officer.Send("publication");
            await officer.BeSure("publication");
            await officer.IsDone("publication");
        }
        await using (var focal = await As(Role.FocalPoint, "KEN"))
        {
            await focal.FollowFirst("needs");
            await focal.Type("#request-assistance-description", "نرجو المساعدة في الصياغة. 请求协助起草。");
            await focal.Type("#request-assistance-note-reference", "NV 21");
            await focal.Send("request-assistance");
            await focal.IsTold(language["ask.note-date"], "request-assistance-note-date");
            await focal.TypeDay("#request-assistance-note-date", new(2026, 3, 2));
            await focal.Send("request-assistance");
            await focal.IsDone("request-assistance");
        }
        await using (var officer = await As(Role.AssistanceOfficer))
        {
            await officer.FollowFirst("decisions");
            await officer.Choose("#decision-kind", "accepted");
            await officer.Send("decision");
            await officer.IsTold("", "decision-programme");
            await officer.Choose("#decision-programme", await officer.Page.Locator("#decision-programme option").Nth(1).GetAttributeAsync("value") ?? "");
            await officer.Send("decision");
            await officer.IsDone("decision");
            await officer.Follow(language["review.to-need"]);
            await officer.Follow(language["form.activity.heading"]);
            await officer.Choose("#activity-kind", "training");
            await officer.Type("#activity-title-0-text", code == "ar" ? "حلقة عمل بشأن الصياغة" : code == "zh" ? "立法起草讲习班" : "Workshop on drafting");
            await officer.TypeDay("#activity-from", new(2026, 4, 8));
            await officer.TypeDay("#activity-to", new(2026, 4, 6));
            await officer.Type("#activity-place", "نيروبي Nairobi");
            await officer.Choose("#activity-participants-0-state", "KEN");
            await officer.Type("#activity-participants-0-female", "١٢");
            await officer.Type("#activity-participants-0-male", "9");
            await officer.Type("#activity-participants-0-notStated", "0");
            await officer.Type("#activity-source", "Mission report 12/2026");
            await officer.Send("activity");
            await officer.IsTold("", "activity-to");
            await officer.TypeDay("#activity-to", new(2026, 4, 10));
            await officer.Send("activity");
            await officer.IsDone("activity");
        }
        await using (var officer = await As(Role.NetworkOfficer))
        {
            await officer.Follow(language["form.designate.heading"]);
            await officer.Choose("#designate-state", "KEN");
            await officer.Unfold("#designate-details-functions summary");
            await officer.Tick("#designate-details-functions input[value='mutual-legal-assistance/uncac']");
            await officer.Type("#designate-details-source-reference", "NV 30");
            await officer.TypeDay("#designate-details-source-date", new(2026, 2, 2));
            await officer.Send("designate");
            await officer.IsTold(language["ask.authority-name"], "designate-details-names-0-text");
            await officer.Type("#designate-details-names-0-text", code == "ar" ? "مكتب المدعي العام" : code == "zh" ? "总检察长办公室" : "Office of the Attorney General");
            await officer.Send("designate");
            await officer.IsDone("designate");
        }
        await Designated(services, "CHE");
        await using (var authority = await As(Role.CentralAuthority, "KEN"))
        {
            await authority.Follow(language["cooperation.heading"]);
            await authority.Look("boxes");
            await authority.Page.GotoAsync("/directory?state=CHE");
            await authority.Follow(language["form.transmit.heading"]);
            await authority.Type("#transmit-text", "نطلب سجلات مصرفية. 请求银行记录。");
            await authority.Send("transmit");
            await authority.IsTold(language["ask.subject"], "transmit-subject");
            await authority.Type("#transmit-subject", "سجلات مصرفية 银行记录");
            await authority.Send("transmit");
            await authority.IsDone("transmit");
        }
        await using (var authority = await As(Role.CentralAuthority, "CHE"))
        {
            await authority.FollowFirst("received");
            await authority.Send("acknowledgement");
            await authority.IsDone("acknowledgement");
            await authority.Send("answer");
            await authority.IsTold(language["ask.answer"], "answer-text");
            await authority.Type("#answer-text", "مرفق. 附上。");
            await authority.Send("answer");
            await authority.IsDone("answer");
        }
        await using (var officer = await As(Role.TreatyOfficer))
        {
            await officer.Follow(language["form.record-action.heading"]);
            await officer.Choose("#instrument", "uncac");
            await officer.Press("main form button");
            await officer.Choose("#record-action-state", "KEN");
            await officer.Choose("#record-action-kind", "communication");
            await officer.Type("#record-action-source", "C.N.123.2026.TREATIES-XVIII.14");
            await officer.Send("record-action");
            await officer.IsTold("", null);
            await officer.TypeDay("#record-action-depositedOn", new(2026, 2, 3));
            await officer.Send("record-action");
            await officer.IsDone("record-action");
            await officer.Unfold("details.aside:has(#form-correct-action) summary");
            await officer.TypeDay("#correct-action-replacement-depositedOn", new(2026, 2, 4));
            await officer.Send("correct-action");
            await officer.IsTold(language["ask.reason"], "correct-action-reason");
            await officer.Type("#correct-action-reason", "قُرئ اليوم خطأ. 日期读错了。");
            await officer.Send("correct-action");
            await officer.IsDone("correct-action");
            await officer.Unfold("details.aside:has(#form-annul-action) summary");
            await officer.Type("#annul-action-reason", "لم يتم قط. 从未作出。");
            await officer.Send("annul-action");
            await officer.BeSure("annul-action");
            await officer.IsDone("annul-action");
        }
        await using (var operating = await As(Role.Operator))
        {
            await operating.Follow(language["users.heading"]);
            await operating.Type("#invitation-fullName", "陈 ليلى Nkemelu");
            await operating.Type("#invitation-signInName", "ليلى");
            await operating.Choose("#invitation-role", "focal-point");
            await operating.Choose("#invitation-state", "KEN");
            await operating.Send("invitation");
            await operating.IsTold("", "invitation-signInName");
            await operating.Type("#invitation-signInName", "l.nkemelu");
            await operating.Send("invitation");
            (await operating.Page.Locator("h1").InnerTextAsync()).ShouldContain("陈 ليلى Nkemelu");
            await operating.Look("invited");
        }
    }

    static async Task Designated(RealServices services, string state)
    {
        using var answer = await services.Networks.As(Role.NetworkOfficer).PostAsJsonAsync("/authorities", new
        {
            state,
            details = new { names = new { en = "Office", ar = "مكتب", zh = "办公室" }, functions = new[] { new { instrument = "uncac", function = "mutual-legal-assistance" } }, source = new { reference = "NV 1", date = "2026-01-02" } },
        });
        answer.EnsureSuccessStatusCode();
    }
}
