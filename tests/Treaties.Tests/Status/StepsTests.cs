using System.Text.RegularExpressions;
using Contracts;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.Status;
using static Contracts.Treaties.TreatyActionKind;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

/// <summary>How a day of effect, an entry into force and a standing follow: every sentence there is, each brought about by acts.</summary>
public class How_an_answer_is_reached
{
    /// <summary>As programs have read it since the first release.</summary>
    static readonly string[] inEnglish =
    [
        "No entry-into-force rule of hostages-1979 is recorded.",
        "1 of 2 instruments are deposited (untoc art. 38(1)).",
        "instrument no. 2 deposited 2003-01-01 to 2003-07-01 + 90 days (untoc art. 38(1)) = 2003-04-01 to 2003-09-29",
        "waits for the entry into force of untoc (untoc-tip art. 17(1))",
        "not before untoc is in force, 2003-09-29 (untoc-tip art. 17(1)): 2003-09-29",
        "deposit 1981-12-08; the entry-into-force rule of hostages-1979 is not recorded",
        "denunciation 2001-01-01; when it takes effect is not recorded for hostages-1979",
        "deposit 2003-01-01; untoc is not in force (untoc art. 38(1))",
        "deposit 2001-06-05 + 30 days (untoc art. 38(2)) = 2001-07-05",
        "not before untoc is itself in force, 2003-09-29 (untoc art. 38(1)): 2003-09-29",
        "succession notified 2006-10-23, continued from that day (no article; unverified)",
        "waits: no participation in untoc is on record (untoc art. 37(2))",
        "not before untoc binds it, 2012-01-31 (untoc art. 37(2))",
        "not before untoc binds it, a day not known (untoc art. 37(2))",
        "denunciation 2015-03-01 + 12 months (untoc art. 40(1)) = 2016-03-01",
        "participation in untoc ends 2016-03-01, and with it participation here (untoc art. 40(3))",
        "withdrawal 2016-01-01 to 2018-01-01 + 12 months (uncac art. 70(1)) = 2017-01-01 to 2019-01-01, and not after the fresh accession of 2018-06-01: 2017-01-01 to 2018-06-01",
        "signature 2004-01-01: does not bind (VCLT art. 18)",
        "as of 2004-06-01: signatory",
        "as of 2015-06-01: party or contracting, not yet bound or nothing on record",
        "as of 2021-01-01: former party",
        "Nothing was known to the platform at that moment.",
        "No act towards uncac is on record.",
    ];

    static IReadOnlyList<string> In(string language) => [.. All().SelectMany(steps => steps.LinesIn(Tongue.Of(language))).Distinct()];

    [Fact]
    public void Reads_in_English_as_it_always_did() => inEnglish.Except(In("en")).ShouldBeEmpty();

    [Fact]
    public void Leaves_no_sentence_out_here() =>
        typeof(Adherence).Assembly.GetTypes().SelectMany(type => type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public))
            .Select(field => field.FieldType == typeof(StepRule) ? ((StepRule)field.GetValue(null)!).Key : null).OfType<string>()
            .ShouldBe(All().SelectMany(steps => steps).Select(step => step.Rule.Key).Distinct(), ignoreOrder: true);

    [Theory, InlineData("ar"), InlineData("zh")]
    public void Reads_in_the_readers_language_with_its_days_and_names(string language)
    {
        In(language).Count.ShouldBe(In("en").Count);
        foreach (var line in In(language))
            Regex.IsMatch(line, "[A-Za-z{}]|[0-9]-[0-9]").ShouldBeFalse(line);
    }

    [Fact]
    public void Says_the_articles_in_words()
    {
        In("zh").ShouldContain("交存：2001年6月5日；加30天（《有组织犯罪公约》第38条第2款），即2001年7月5日");
        In("ar").ShouldContain("الإيداع: 5 حزيران/يونيه 2001؛ تضاف إليه مدة بالأيام قدرها 30 (المادة 38، الفقرة 2، من اتفاقية الجريمة المنظمة)، فيكون بدء السريان: 5 تموز/يوليه 2001");
        In("zh").ShouldContain("截至2015年6月1日：缔约方或已同意受约束而尚未生效或没有记录");
    }

    [Fact]
    public void Is_told_to_programs_by_its_rule_and_values()
    {
        var step = All().SelectMany(steps => steps.StepsIn(Tongue.Of("zh"))).First(it => it.Rule == "treaties/effect-of-deposit");

        step.Sentence.ShouldBe("交存：{deposit}；加{days}天（{article}），即{effect}");
        step.Values["deposit"].ShouldBe(new WrittenValue(RefusalValueKind.Date, "2003年1月1日", "2003-01-01"));
        step.Values["days"].ShouldBe(new WrittenValue(RefusalValueKind.Number, "30", "30"));
        step.Values["article"].ShouldBe(new WrittenValue(RefusalValueKind.Provision, "《有组织犯罪公约》第38条第2款", "untoc art. 38(2)"));
    }

    static IEnumerable<IReadOnlyList<Said>> All()
    {
        var (convention, protocol) = (Pending("untoc"), Pending("untoc-tip"));
        var conventionInForce = new[] { Of("KEN", Accession, "untoc", "2003-01-01"), Of("FJI", Accession, "untoc", "2003-07-01") };
        var protocolDeposits = new[] { Of("KEN", Accession, "untoc-tip", "2003-01-01"), Of("FJI", Accession, "untoc-tip", "2003-01-02") };

        yield return EntryIntoForce.Of(Record(), RealRecord.Catalogue[InstrumentId.Parse("hostages-1979")]).Steps;
        yield return Force(convention, Of("KEN", Accession, "untoc", "2003-01-01"));
        yield return Force(convention, Of("KEN", Accession, "untoc", "2003-01-01"), Of("FJI", Accession, "untoc", "2003-01-01..2003-07-01"));
        yield return Force(protocol, protocolDeposits);
        yield return Force(protocol, [.. protocolDeposits, .. conventionInForce]);
        yield return Status(new(new([convention, protocol]), conventionInForce), "untoc", "KEN", "2020-01-01");
        yield return Status(new(new([convention, protocol]), [conventionInForce[0]]), "untoc", "KEN", "2020-01-01");
        // Of a convention not in force yet nobody knows when it binds: a protocol that were, waits for that.
        yield return Status(new(new([convention, RealRecord.Catalogue[protocol.Id]]), [conventionInForce[0], protocolDeposits[0]]), "untoc-tip", "KEN", "2020-01-01");

        yield return Status("hostages-1979", "2020-01-01", Of("KEN", Accession, "hostages-1979", "1981-12-08"), Of("KEN", Denunciation, "hostages-1979", "2001-01-01"));
        yield return Status("untoc", "2020-01-01", Of("KEN", Accession, "untoc", "2001-06-05"));
        yield return Status("uncac", "2020-01-01", Of("KEN", Succession, "uncac", "2006-10-23"));
        yield return Status("untoc-tip", "2020-01-01", Of("KEN", Accession, "untoc-tip", "2010-01-01"));
        yield return Status("untoc-tip", "2020-01-01", Of("KEN", Accession, "untoc-tip", "2010-01-01"), Of("KEN", Accession, "untoc", "2012-01-01"));
        yield return Status("untoc-tip", "2021-01-01", Of("KEN", Accession, "untoc", "2010-01-01"), Of("KEN", Accession, "untoc-tip", "2010-01-01"), Of("KEN", Denunciation, "untoc", "2015-03-01"));
        yield return Status("untoc", "2021-01-01", Of("KEN", Accession, "untoc", "2010-01-01"), Of("KEN", Denunciation, "untoc", "2015-03-01"));
        yield return Status("uncac", "2021-01-01", Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Withdrawal, "uncac", "2016-01-01..2018-01-01"), Of("KEN", Accession, "uncac", "2018-06-01"));
        yield return Status("uncac", "2004-06-01", Of("KEN", Signature, "uncac", "2004-01-01"));
        yield return Status("uncac", "2015-06-01", Of("KEN", Accession, "uncac", "2015-01-01..2015-12-01"));
        yield return StatusAnswer.WithoutRecord(InstrumentId.Parse("uncac"), Treaties.Storage.OnRecord.NothingKnown);
        yield return StatusAnswer.WithoutRecord(InstrumentId.Parse("uncac"), Treaties.Storage.OnRecord.NotRecorded);
    }

    /// <summary>An instrument of which nothing is recorded but its rule, and which two instruments bring into force.</summary>
    static Instrument Pending(string id) => RealRecord.Catalogue[InstrumentId.Parse(id)] is var it ? it with { EntryIntoForce = null, EntryIntoForceRule = it.EntryIntoForceRule! with { Threshold = 2 } } : null!;

    static IReadOnlyList<Said> Force(Instrument instrument, params Treaties.Actions.TreatyAct[] acts) => EntryIntoForce.Of(new(new([Pending("untoc"), Pending("untoc-tip")]), acts), instrument).Steps;

    static IReadOnlyList<Said> Status(string instrument, string day, params Treaties.Actions.TreatyAct[] acts) => Status(Record(acts), instrument, "KEN", day);

    static IReadOnlyList<Said> Status(Treaties.Actions.TreatyRecord record, string instrument, string state, string day) =>
        ParticipantStatus.Of(record, InstrumentId.Parse(instrument), StateCode.Parse(state), Day(day)).Steps;
}
