using System.Net;
using System.Text;
using Servers;
using Treaties.Tests.World;

namespace Treaties.Tests.Import;

public class Importing_a_status_export(RealServers servers)
{
    const string Kenya = "UNCAC,,KEN,Kenya,ratification,2003-12-09,,,,S1,";
    const string KenyaSigned = "UNCAC,,KEN,Kenya,signature,2003-12-09,,,,S1,";

    [Fact]
    public async Task Is_previewed_without_recording_anything_and_recorded_when_accepted()
    {
        using var data = new OwnData(KenyaSigned);
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        var preview = await treaties.Post("/imports", Export(KenyaSigned, Kenya, "TIP,,KEN,Kenya,accession,2005-01-05,,,,S1,"));

        preview.ShouldBe(HttpStatusCode.Created);
        Counts(preview).ShouldBe((New: 2, Differing: 0, Unchanged: 1, Unreadable: 0));
        preview.Body.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("instrument").GetString() == "untoc-tip").GetProperty("flags")[0].GetProperty("rule").GetString().ShouldBe("treaties/protocol-needs-convention");
        (await Acts(treaties)).ShouldBe(1);

        var accepted = await treaties.Post($"{preview.Location}/acceptance", new { }, preview.ETag);

        accepted.ShouldBe(HttpStatusCode.OK).Body.GetProperty("recorded").GetInt32().ShouldBe(2);
        (await Acts(treaties)).ShouldBe(3);
        (await treaties.Host.Scalar<string>("SELECT payload FROM journal WHERE payload LIKE '%untoc-tip%' AND published")).ShouldContain("treaties/protocol-needs-convention");
        using var officer = treaties.Host.As(ServiceDefaults.Access.Role.TreatyOfficer);
        (await officer.GetStringAsync(preview.Location)).ShouldContain("\"acceptedAt\":\"");
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        await using var treaties = await TreatiesService.Start(servers);
        var text = await File.ReadAllTextAsync(RealRecord.Data("treaty-actions/status-export.csv"));

        var preview = await treaties.Post("/imports", text);
        Counts(preview).ShouldBe((New: 0, Differing: 0, Unchanged: RealRecord.Export.Acts.Count, Unreadable: 0));

        (await treaties.Post($"{preview.Location}/acceptance", new { }, preview.ETag)).ShouldBe(HttpStatusCode.OK);
        (await Acts(treaties)).ShouldBe(RealRecord.Export.Acts.Count);
        (await treaties.Post($"{preview.Location}/acceptance", new { }, "*")).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/import-already-accepted");
    }

    [Fact]
    public async Task Leaves_what_differs_unless_its_line_is_named()
    {
        using var data = new OwnData(KenyaSigned, Kenya);
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        var export = Export(KenyaSigned, "UNCAC,,KEN,Kenya,ratification,2003-12-10,,,,S2,");

        var first = await treaties.Post("/imports", export);
        Counts(first).ShouldBe((New: 0, Differing: 1, Unchanged: 1, Unreadable: 0));
        first.Body.GetProperty("items")[0].GetProperty("differences").EnumerateArray().Select(it => it.GetProperty("field").GetString()).ShouldBe(["date", "source"]);
        (await treaties.Post($"{first.Location}/acceptance", new { correct = new[] { 2 } }, first.ETag)).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/line-does-not-differ");
        (await treaties.Post($"{first.Location}/acceptance", new { }, first.ETag)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("left").GetInt32().ShouldBe(1);
        (await Deposit(treaties)).ShouldBe("2003-12-09");

        var second = await treaties.Post("/imports", export);
        (await treaties.Post($"{second.Location}/acceptance", new { correct = new[] { 3 } }, second.ETag)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("corrected").GetInt32().ShouldBe(1);
        (await Deposit(treaties)).ShouldBe("2003-12-10");
        Counts(await treaties.Post("/imports", export)).ShouldBe((New: 0, Differing: 0, Unchanged: 2, Unreadable: 0));
    }

    [Fact]
    public async Task Does_not_bring_back_an_act_that_was_annulled()
    {
        using var data = new OwnData(KenyaSigned, Kenya);
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        var act = (await treaties.Get("/instruments/uncac/participants/KEN")).GetProperty("actionId").GetString();
        (await treaties.Post($"/instruments/uncac/actions/{act}/corrections", new { reason = "never made", annul = true }, "*")).ShouldBe(HttpStatusCode.Created);

        var preview = await treaties.Post("/imports", Export(KenyaSigned, Kenya));

        Counts(preview).ShouldBe((New: 0, Differing: 1, Unchanged: 1, Unreadable: 0));
        preview.Body.GetProperty("items")[0].GetProperty("differences")[0].GetProperty("field").GetString().ShouldBe("annulled");
    }

    [Fact]
    public async Task Names_every_line_that_is_no_act_and_leaves_it_out()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        var preview = await treaties.Post("/imports", Export(
            KenyaSigned,
            "UNCAC,,KEN,Kenya,waving,2003-12-09,,,,S1,",
            "ATLANTIS,,KEN,Kenya,signature,2003-12-09,,,,S1,",
            "UNCAC,,XKX,Kosovo,accession,2013-12-09,,,,S1,",
            "UNCAC,,TZA,Tanzania,ratification,9 Dec 2003,,,,S1,",
            "UNCAC,,UGA,Uganda,ratification,2999-12-09,,,,S1,",
            KenyaSigned));

        Counts(preview).ShouldBe((New: 1, Differing: 0, Unchanged: 0, Unreadable: 6));
        preview.Body.GetProperty("unreadable").EnumerateArray().Select(it => it.GetProperty("line").GetInt32()).ShouldBe([3, 4, 5, 6, 7, 8]);
        preview.Body.GetProperty("unreadable")[2].GetProperty("detail").GetString().ShouldBe("XKX is none of the 198 States and organizations on the register.");
    }

    [Fact]
    public async Task Is_refused_when_the_record_has_changed_since_the_preview()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        var preview = await treaties.Post("/imports", Export(KenyaSigned));
        (await treaties.Record("uncac", new { state = "KEN", kind = "signature", source = "S1", depositedOn = "2003-12-09" })).ShouldBe(HttpStatusCode.Created);

        (await treaties.Post($"{preview.Location}/acceptance", new { }, preview.ETag)).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/import-outdated");
    }

    [Fact]
    public async Task Wants_If_Match_and_an_import_that_is_there()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        var preview = await treaties.Post("/imports", Export(KenyaSigned));

        (await treaties.Post($"{preview.Location}/acceptance", new { })).ShouldBe(HttpStatusCode.PreconditionRequired);
        (await treaties.Post($"{preview.Location}/acceptance", new { }, "\"7\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await treaties.Post($"/imports/{Guid.Empty}/acceptance", new { }, "*")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reads_a_form_and_refuses_other_media_and_other_encodings()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        using var form = new MultipartFormDataContent { { new StringContent(Export(KenyaSigned), Encoding.UTF8, "text/csv"), "file", "export.csv" } };
        using var latin = new ByteArrayContent(Encoding.Latin1.GetBytes(Export("UNCAC,,CIV,Côte d'Ivoire,signature,2003-12-10,,,,S1,"))) { Headers = { { "Content-Type", "text/csv" } } };

        Counts(await treaties.Post("/imports", form)).New.ShouldBe(1);
        (await treaties.Post("/imports", latin)).ShouldBe(HttpStatusCode.BadRequest).Rule.ShouldBe("treaties/export-unreadable");
        (await treaties.Post("/imports", "")).ShouldBe(HttpStatusCode.BadRequest).Rule.ShouldBe("treaties/export-unreadable");
        (await treaties.Post("/imports", new { })).ShouldBe(HttpStatusCode.UnsupportedMediaType);
        Counts(await treaties.Post("/imports", "state,date\nKEN,2003-12-09\n")).Unreadable.ShouldBe(1);
    }

    [Fact]
    public async Task Names_the_line_that_holds_what_no_text_may_hold()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        foreach (var sign in "\0\u0001\u000B\u0085")
        {
            var refused = (await treaties.Post("/imports", Export(KenyaSigned, $"UNCAC,,CIV,Côte{sign} d'Ivoire,signature,2003-12-10,,,,S1,"))).ShouldBe(HttpStatusCode.BadRequest);
            (refused.Rule, refused.Body.GetProperty("field").GetString()).ShouldBe(("treaties/export-unreadable", "line 3"));
        }
        // Whose name reads otherwise than it is written is no act that could be read; a note is prose.
        var preview = await treaties.Post("/imports", Export("UNCAC,,KEN,Ken\u202Eya,signature,2003-12-09,,,,S1,", "UNCAC,,CIV,Côte d'Ivoire,signature,2003-12-10,,,,S1,\u202Anote\u202C"));
        Counts(preview).ShouldBe((New: 1, Differing: 0, Unchanged: 0, Unreadable: 1));
        preview.Body.GetProperty("unreadable")[0].GetProperty("detail").GetString()!.ShouldContain("party_name");
    }

    [Theory]
    [InlineData("09/12/2003"), InlineData("2003-12-9"), InlineData("9 Dec 2003"), InlineData("2003.12.09"), InlineData(" 2003-12-09")]
    public async Task Reads_a_date_in_one_form_alone(string date)
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        Counts(await treaties.Post("/imports", Export($"UNCAC,,KEN,Kenya,signature,{date},,,,S1,"))).ShouldBe((New: 0, Differing: 0, Unchanged: 0, Unreadable: 1));
    }

    /// <summary>Cases 18 of the field: what is on record comes again, spelt a little otherwise.</summary>
    [Theory]
    [InlineData("UNCAC,XVIII-14,GBR,United Kingdom,territorial application (bermuda),2018-06-04,,,,S1,as printed")]
    [InlineData("UNCAC,XVIII-14,GBR,United Kingdom,territorial application (Bermuda ),2018-06-04,,,,S1,as printed")]
    [InlineData("UNCAC,XVIII-14,GBR,United Kingdom,territorial application (Bermuda),2018-06-04,,,,S1,as printed ")]
    public async Task Recognises_an_act_on_record_by_whatever_case_accents_and_blanks_it_comes(string again)
    {
        using var data = new OwnData("UNCAC,XVIII-14,GBR,United Kingdom,territorial application (Bermuda),2018-06-04,,,,S1,as printed");
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        Counts(await treaties.Post("/imports", Export(again))).ShouldBe((New: 0, Differing: 0, Unchanged: 1, Unreadable: 0));
        (await treaties.Record("uncac", new { state = "GBR", kind = "territorial-application", territory = "BERMUDA", source = "S1", depositedOn = "2018-06-04" }))
            .ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/already-recorded", "an entry is held to the same");
        Counts(await treaties.Post("/imports", Export("UNCAC,XVIII-14,GBR,United Kingdom,territorial application (Jersey),2018-06-04,,,,S1,"))).New.ShouldBe(1);
    }

    /// <summary>Case 18: both of two previews of one file cannot be recorded.</summary>
    [Fact]
    public async Task Of_two_previews_of_the_same_file_is_accepted_once()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        var shipped = await File.ReadAllTextAsync(RealRecord.Data("treaty-actions/status-export.csv"));
        var (first, second) = (await treaties.Post("/imports", shipped), await treaties.Post("/imports", shipped));

        (await treaties.Post($"{first.Location}/acceptance", new { }, first.ETag)).ShouldBe(HttpStatusCode.OK);

        (await treaties.Post($"{second.Location}/acceptance", new { }, second.ETag)).ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/import-outdated");
        (await Acts(treaties)).ShouldBe(RealRecord.Export.Acts.Count);
    }

    /// <summary>Case 19: a line that stands twice hides nothing, and lines are numbered as an editor numbers them.</summary>
    [Theory]
    [InlineData("\n"), InlineData("\r\n")]
    public async Task Names_each_line_by_its_number_in_the_file_whatever_stands_before_it(string end)
    {
        using var data = new OwnData("UNCAC,XVIII-14,KEN,Kenya,signature,2003-12-09,,,,S1,");
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        var export = Export(
            "UNCAC,XVIII-14,BTN,Bhutan,ratification,2016-09-21,,,x,S11,",
            "UNCAC,XVIII-14,BTN,Bhutan,accession,2023-09-27,,,x,S03,",
            "UNCAC,XVIII-14,BTN,Bhutan,withdrawal,,,,,S03,",
            "UNCAC,XVIII-14,BTN,Bhutan,accession,2023-09-27,,,x,S03,",
            "UNCAC,XVIII-14,FJI,Fiji,accession,2008-05-14,,,,S1,\"one\ntwo\nthree\"",
            "UNCAC,XVIII-14,MEX,Mexico,acession,2004-07-20,,,,S1,",
            "UNCAC,XVIII-14,KEN,Kenya,signature,2003-12-09,,,,S2,").Replace("\n", end, StringComparison.Ordinal);

        var preview = await treaties.Post("/imports", export);

        Counts(preview).ShouldBe((New: 4, Differing: 1, Unchanged: 0, Unreadable: 2));
        preview.Body.GetProperty("unreadable").EnumerateArray().Select(it => (it.GetProperty("line").GetInt32(), it.GetProperty("detail").GetString()))
            .ShouldBe([(5, "The same act stands in line 3."), (9, "'acession' is no kind of act.")]);
        preview.Body.GetProperty("items").EnumerateArray().Single(it => it.GetProperty("kind").GetString() == "withdrawal").GetProperty("notBefore").GetString().ShouldBe("2016-09-21");
        (await treaties.Post($"{preview.Location}/acceptance", new { correct = new[] { 10 } }, preview.ETag)).ShouldBe(HttpStatusCode.OK).Body.GetProperty("corrected").GetInt32().ShouldBe(1);
    }

    /// <summary>A row whose cells have slipped: the code of one State beside the name of another, of today or of before.</summary>
    [Theory]
    [InlineData("SLB", "Samoa", true), InlineData("SLB", "Swaziland", true), InlineData("COD", "Congo", true)]
    [InlineData("WSM", "Samoa", false), InlineData("SWZ", "Swaziland", false), InlineData("CIV", "COTE D’IVOIRE", false), InlineData("GBR", "United Kingdom", false)]
    public async Task Flags_a_line_whose_code_and_name_are_those_of_different_States(string code, string name, bool isFlagged)
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        var preview = await treaties.Post("/imports", Export($"UNCAC,XVIII-14,{code},{name},accession,2012-01-05,,,,S1,"));

        Counts(preview).New.ShouldBe(1);
        var flags = preview.Body.GetProperty("items")[0].GetProperty("flags").EnumerateArray().Select(flag => flag.GetProperty("rule").GetString());
        flags.Contains("treaties/name-of-another").ShouldBe(isFlagged);
    }

    /// <summary>Case 10: at the turn of the day the entry and the import are judged by the depositary's day, wherever it is kept.</summary>
    [Theory]
    [InlineData("America/New_York", "2026-11-29", true), InlineData("America/New_York", "2026-11-30", false)]
    [InlineData(null, "2026-11-30", true), InlineData(null, "2026-12-01", false)]
    public async Task Judges_the_day_of_an_act_as_an_entry_is_judged(string? zone, string day, bool hasCome)
    {
        using var data = new OwnData();
        data.Change("uncac", "depositary", new { name = "Secretary-General of the United Nations", timeZone = zone });
        await using var treaties = await TreatiesService.Start(servers, data.Folder, time: new StandingClock(new(2026, 11, 30, 2, 0, 0, TimeSpan.Zero)));

        Counts(await treaties.Post("/imports", Export($"UNCAC,XVIII-14,AND,Andorra,accession,{day},,,,S1,"))).New.ShouldBe(hasCome ? 1 : 0);
        var entry = await treaties.Record("uncac", new { state = "AND", kind = "accession", depositedOn = day, source = "S1" });
        if (hasCome)
            entry.ShouldBe(HttpStatusCode.Created);
        else
            entry.ShouldBe(HttpStatusCode.Conflict).Rule.ShouldBe("treaties/date-in-the-future");
    }

    static string Export(params string[] lines) => OwnData.Header + string.Join('\n', lines);

    static (int New, int Differing, int Unchanged, int Unreadable) Counts(Reply preview)
    {
        var counts = preview.ShouldBe(HttpStatusCode.Created).Body.GetProperty("counts");
        return (counts.GetProperty("new").GetInt32(), counts.GetProperty("differing").GetInt32(), counts.GetProperty("unchanged").GetInt32(), counts.GetProperty("unreadable").GetInt32());
    }

    static Task<long> Acts(TreatiesService treaties) => treaties.Host.Scalar<long>("SELECT count(*) FROM act_revision");

    static async Task<string?> Deposit(TreatiesService treaties) => (await treaties.Get("/instruments/uncac/participants/KEN")).GetProperty("depositedOn").GetString();
}
