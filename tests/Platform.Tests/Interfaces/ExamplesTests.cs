using Servers;
using ServiceDefaults.Access;

namespace Platform.Tests.Interfaces;

/// <summary>
/// Each operation has an example, and each example is what happens: they are asked here of the services as they are, one after the other, and shown in the documents as they were answered.
/// <c>UPDATE_DOCS=1</c> writes them to <c>docs/api/examples</c>.
/// </summary>
public class The_examples(RealServers servers)
{
    const string Treaties = "treaties", Reviews = "reviews", Assistance = "technical-assistance", Networks = "networks";

    [Fact]
    public async Task Are_what_the_services_answer_and_leave_no_operation_out()
    {
        await using var examples = await Examples.Start(servers);
        await Joins(examples);
        await IsReviewed(examples);
        await IsAssisted(examples);
        await Cooperates(examples);
        await IsCounted(examples);

        foreach (var (service, written) in examples.Written)
        {
            examples.Unasked(service).ShouldBeEmpty(service);
            var file = Repository.In("docs", "api", "examples", $"{service}.json");
            if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
                await File.WriteAllTextAsync(file, written);
            (await File.ReadAllTextAsync(file)).ShouldBe(written, "run the tests with UPDATE_DOCS=1");
        }
    }

    static async Task Joins(Examples examples)
    {
        const string Kenya = "KEN", Uncac = "uncac";
        await examples.Ask(Treaties, "listInstruments");
        await examples.Ask(Treaties, "getInstrument", path: ["untoc"]);
        await examples.Ask(Treaties, "listArticles", path: [Uncac]);
        await examples.Ask(Treaties, "listStates");
        await examples.Ask(Treaties, "getState", path: [Kenya], query: "asOf=2014-01-01");
        await examples.Ask(Treaties, "explainStatus", path: ["untoc", Kenya], query: "asOf=2014-01-01");
        await examples.Ask(Treaties, "listParties", path: ["untoc"], query: "asOf=2014-01-01&basis=effect");
        await examples.Ask(Treaties, "listActions", path: ["untoc"], query: "from=2014-01-01&to=2014-12-31");
        await examples.Ask(Treaties, "listStatements", path: ["untoc"]);
        await examples.Ask(Treaties, "listReviewers", path: [Uncac, Kenya]);
        await examples.Ask(Treaties, "supposeDeposit", path: [Uncac], query: "state=PRK&depositOn=2026-11-30");
        var acceded = await examples.Ask(Treaties, "recordAction", Role.TreatyOfficer, path: [Uncac], body: new { state = "PRK", kind = "accession", depositedOn = "2026-01-05", source = "C.N.1.2026.TREATIES-XVIII.14" });
        await examples.Ask(Treaties, "getAction", path: [Uncac, acceded.Id]);
        await examples.Ask(Treaties, "findAction", path: [acceded.Id]);
        await examples.Ask(Treaties, "correctAction", Role.TreatyOfficer, path: [Uncac, acceded.Id], ifMatch: acceded.Tag,
            body: new { reason = "The notification names another day.", replacement = new { state = "PRK", kind = "accession", depositedOn = "2026-01-06", source = "C.N.1.2026.TREATIES-XVIII.14" } });
        await examples.Ask(Treaties, "listMissingNotifications", Role.TreatyOfficer, path: [Uncac]);
        var import = await examples.Ask(Treaties, "previewImport", Role.TreatyOfficer,
            body: "instrument,untc_ref,state,party_name,action,date,not_before,not_after,date_basis,source_id,note\r\nUNCAC,,ERI,Eritrea,accession,2026-02-03,,,,C.N.2.2026.TREATIES-XVIII.14,\r\n");
        await examples.Ask(Treaties, "getImport", Role.TreatyOfficer, path: [import.Id]);
        await examples.Ask(Treaties, "acceptImport", Role.TreatyOfficer, path: [import.Id], ifMatch: import.Tag, body: new { });
        await examples.Applied();
    }

    static async Task IsReviewed(Examples examples)
    {
        var note = new { reference = "NV 12/2026", date = "2026-06-01" };
        await examples.Ask(Reviews, "listMechanisms");
        await examples.Ask(Reviews, "listEnrolments", path: ["uncac-irm"]);
        await examples.Ask(Reviews, "listParties", query: "instrument=uncac");
        var review = await examples.Ask(Reviews, "openReview", Role.ReviewOfficer, body: new { mechanism = "uncac-irm", cycle = "cycle-2", state = "KEN", reviewers = new[] { "GHA", "CHE" }, startsOn = "2026-06-01", note });
        var at = new[] { review.Id };
        var tag = (await examples.Ask(Reviews, "nominateFocalPoint", Role.PermanentMission, "KEN", at, body: new { state = "KEN", person = new { name = "A. Example" }, note }, ifMatch: review.Tag)).Tag;
        tag = (await examples.Ask(Reviews, "submitSelfAssessment", Role.FocalPoint, "KEN", at, body: new { answers = new[] { new { article = "uncac art. 52", implemented = "in-part", text = "Banks know the owners of accounts." } } }, ifMatch: tag)).Tag;
        tag = (await examples.Ask(Reviews, "draftFeedback", Role.GovernmentalExpert, "GHA", at, body: new { observations = new[] { new { kind = "observation", article = "uncac art. 52", text = "Trusts are not covered." } } }, ifMatch: tag)).Tag;
        tag = (await examples.Ask(Reviews, "giveFeedback", Role.FocalPoint, "GHA", at, body: new { text = "Trusts should be covered.", observations = new[] { new { kind = "observation", article = "uncac art. 52", text = "Trusts are not covered." } } }, ifMatch: tag)).Tag;
        tag = (await examples.Ask(Reviews, "giveFeedback", Role.FocalPoint, "CHE", at, body: new { text = "A register of owners would help." }, ifMatch: tag)).Tag;
        tag = (await examples.Ask(Reviews, "proposeOutcome", Role.FocalPoint, "CHE", at, ifMatch: tag, body: new
        {
            summary = new { en = "The law covers banks, and not yet trusts." },
            findings = new object[] { new { kind = "good-practice", article = "uncac art. 5", text = "Results are measured." }, new { kind = "need", article = "uncac art. 52", text = "A law on trusts.", need = new { kind = "legislative-drafting" } } },
        })).Tag;
        tag = (await examples.Ask(Reviews, "agreeOutcome", Role.FocalPoint, "KEN", at, body: new { agreed = true }, ifMatch: tag)).Tag;
        await examples.Ask(Reviews, "publishReview", Role.ReviewOfficer, path: at, body: new { }, ifMatch: tag);
        await examples.Ask(Reviews, "listReviews", query: "state=KEN");
        await examples.Ask(Reviews, "showReview", path: at);
        await examples.Applied();
    }

    static async Task IsAssisted(Examples examples)
    {
        foreach (var register in new[] { "listProgrammes", "listHubs", "listAdviserPosts", "listPlatforms", "listTools", "listContributions", "listJoinedAfterAssistance" })
            await examples.Ask(Assistance, register);
        await examples.Ask(Assistance, "listNonParties", query: "instrument=untoc");
        var need = (string)(await examples.Ask(Assistance, "listNeeds", query: "state=KEN")).Body!["items"]![0]!["id"]!;
        var request = await examples.Ask(Assistance, "requestAssistance", Role.FocalPoint, "KEN",
            body: new { state = "KEN", needs = new[] { need }, instrument = "uncac", articles = new[] { "uncac art. 52" }, kind = "legislative-drafting", description = "A draft law on trusts.", note = new { reference = "NV 31/2026", date = "2026-07-01" } });
        await examples.Ask(Assistance, "listRequests", Role.AssistanceOfficer, query: "open=true");
        await examples.Ask(Assistance, "showRequest", Role.AssistanceOfficer, path: [request.Id]);
        await examples.Ask(Assistance, "decideRequest", Role.AssistanceOfficer, path: [request.Id], body: new { kind = "referred", referredTo = "The regional adviser in Nairobi" }, ifMatch: request.Tag);
        object Activity(string place) => new
        {
            kind = "training", title = new { en = "Drafting workshop" }, instruments = new[] { "uncac" }, beneficiaries = new[] { "KEN" }, from = "2026-08-03", to = "2026-08-05", place, source = "Mission report 12/2026", needs = new[] { need },
            participants = new[] { new { state = "KEN", female = 11, male = 9, notStated = 0 } }, funding = new[] { new { donor = "Norway", amount = 42000, currency = "USD" } },
        };
        var activity = await examples.Ask(Assistance, "recordActivity", Role.AssistanceOfficer, body: Activity("Vienna"));
        var corrected = await examples.Ask(Assistance, "correctActivity", Role.AssistanceOfficer, path: [activity.Id], body: new { reason = "It was held elsewhere.", details = Activity("Nairobi") }, ifMatch: activity.Tag);
        await examples.Ask(Assistance, "listActivities", query: "state=KEN");
        await examples.Ask(Assistance, "showActivity", path: [activity.Id]);
        object Result(string on) => new { kind = "law-adopted", state = "KEN", title = new { en = "Trusts Act" }, articles = new[] { "uncac art. 52" }, adoptedOn = on, needs = new[] { need }, activities = new[] { activity.Id }, source = "Gazette 12/2026" };
        var result = await examples.Ask(Assistance, "reportResult", Role.AssistanceOfficer, body: Result("2026-10-01"));
        var again = await examples.Ask(Assistance, "correctResult", Role.AssistanceOfficer, path: [result.Id], body: new { reason = "The gazette has another day.", details = Result("2026-10-02") }, ifMatch: result.Tag);
        await examples.Ask(Assistance, "listResults", query: "state=KEN");
        await examples.Ask(Assistance, "showResult", path: [result.Id]);
        await examples.Ask(Assistance, "markNeedMet", Role.FocalPoint, "KEN", [need], body: new { metOn = "2026-11-30" }, ifMatch: (await examples.Ask(Assistance, "showNeed", Role.FocalPoint, "KEN", [need])).Tag);
        await examples.Ask(Assistance, "withdrawResult", Role.AssistanceOfficer, path: [result.Id], body: new { reason = "The Act was annulled by the court." }, ifMatch: again.Tag);
        await examples.Ask(Assistance, "withdrawActivity", Role.AssistanceOfficer, path: [activity.Id], body: new { reason = "It is recorded twice." }, ifMatch: corrected.Tag);
        await examples.Applied();
    }

    static async Task Cooperates(Examples examples)
    {
        object Details(string name) => new { names = new { en = name }, functions = new[] { new { function = "mutual-legal-assistance", instrument = "uncac" } }, source = new { reference = "NV 40/2026", date = "2026-09-01" } };
        await examples.Ask(Networks, "listFunctions");
        await examples.Ask(Networks, "listNetworks");
        await examples.Ask(Networks, "showNetwork", path: ["casc"]);
        await examples.Ask(Networks, "listDuties", Role.NetworkOfficer, query: "state=KEN&status=overdue");
        var sender = (await examples.Ask(Networks, "designateAuthority", Role.NetworkOfficer, body: new { state = "CHE", details = Details("Federal Office of Justice") })).Id;
        var office = await examples.Ask(Networks, "designateAuthority", Role.NetworkOfficer, body: new { state = "KEN", details = Details("Office of the Attorney General") });
        var kept = await examples.Ask(Networks, "keepAuthorityCurrent", Role.NetworkOfficer, path: [office.Id], body: Details("Office of the Attorney General and Department of Justice"), ifMatch: office.Tag);
        await examples.Ask(Networks, "listAuthorities", query: "state=KEN");
        await examples.Ask(Networks, "showAuthority", path: [office.Id]);
        await examples.Ask(Networks, "showAuthorityHistory", Role.NetworkOfficer, path: [office.Id]);

        object Asked(string subject) => new { from = sender, to = office.Id, instrument = "uncac", article = "uncac art. 46", subject, text = "Who owns the company of that name?" };
        var first = await examples.Ask(Networks, "transmitRequest", Role.CentralAuthority, "CHE", body: Asked("Owners of a company"));
        await examples.Ask(Networks, "listRequests", Role.CentralAuthority, "KEN", query: "box=in");
        var read = await examples.Ask(Networks, "showRequest", Role.CentralAuthority, "KEN", [first.Id]);
        await examples.Ask(Networks, "listReadings", Role.CentralAuthority, "CHE", [first.Id]);
        var acknowledged = await examples.Ask(Networks, "acknowledgeRequest", Role.CentralAuthority, "KEN", [first.Id], ifMatch: read.Tag);
        await examples.Ask(Networks, "answerRequest", Role.CentralAuthority, "KEN", [first.Id], body: new { text = "Those two." }, ifMatch: acknowledged.Tag);
        var second = await examples.Ask(Networks, "transmitRequest", Role.CentralAuthority, "CHE", body: Asked("Holders of an account"));
        var held = await examples.Ask(Networks, "acknowledgeRequest", Role.CentralAuthority, "KEN", [second.Id], ifMatch: second.Tag);
        await examples.Ask(Networks, "refuseRequest", Role.CentralAuthority, "KEN", [second.Id], body: new { ground = "essential-interests", reasons = "A trial is under way." }, ifMatch: held.Tag);
        var third = await examples.Ask(Networks, "transmitRequest", Role.CentralAuthority, "CHE", body: Asked("Owners of a ship"));
        await examples.Ask(Networks, "withdrawRequest", Role.CentralAuthority, "CHE", [third.Id], body: new { reason = "It was found elsewhere." }, ifMatch: third.Tag);
        await examples.Ask(Networks, "withdrawAuthority", Role.NetworkOfficer, path: [office.Id], body: new { source = new { reference = "NV 41/2026", date = "2026-10-01" } }, ifMatch: kept.Tag);
        await examples.Applied();
    }

    static async Task IsCounted(Examples examples)
    {
        foreach (var (service, figure, query, rule) in new[]
        {
            (Treaties, "parties", "instrument=untoc&asOf=2014-01-01", "treaties/already-bound"), (Reviews, "findings", "asOf=2026-11-30&only=kind:need", "reviews/given-once"),
            (Assistance, "needs", "asOf=2026-11-30", "technical-assistance/met-once"), (Networks, "authorities", "asOf=2026-11-30", "networks/withdrawn"),
        })
        {
            await examples.Ask(service, "listFigures");
            await examples.Ask(service, "getFigure", path: [figure], query: query);
            await examples.Ask(service, "listFigureRecords", path: [figure], query: query);
            await examples.Ask(service, "listFigureChanges", path: [figure], query: service == Treaties ? "instrument=untoc&was.asOf=2014-01-01&is.asOf=2014-12-31" : "was.asOf=2026-01-01&is.asOf=2026-11-30" + (service == Reviews ? "&only=kind:need" : ""));
            await examples.Ask(service, "listPublishedCounts");
            await examples.Ask(service, "explainRule", path: [rule]);
            await examples.Ask(service, "readEntries", Role.Operator, query: "after=0&limit=2");
            await examples.Ask(service, "readHead", Role.Operator);
            await examples.Ask(service, "verifyJournal", Role.Operator, query: "full=true");
            await examples.Ask(service, "listForks", Role.Operator);
            await examples.Ask(service, "listParkedEntries", Role.Operator);
            // Nothing is parked here, and how that is told is worth an example.
            await examples.Ask(service, "retryParkedEntry", Role.Operator, path: ["treaties", "812"], status: 404);
            await examples.Ask(service, "skipParkedEntry", Role.Operator, path: ["treaties", "812"], body: new { reason = "The State it names was never a party." }, status: 404);
            await examples.Ask(service, "rebuildCopies", Role.Operator);
        }
    }
}
