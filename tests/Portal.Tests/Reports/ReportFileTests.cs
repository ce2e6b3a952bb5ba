using Portal.Reports;

namespace Portal.Tests.Reports;

public class A_report_in_its_file
{
    static readonly string[] languages = ["en", "zh", "ar"];

    const string File = """
        {"id":"r","title":{"en":"T","zh":"T","ar":"T"},"lead":{"en":"L","zh":"L","ar":"L"},"after":[],"asPublished":{"asOf":"2023-02-20","from":"2022-02-01","to":"2023-02-20"},
         "sections":[{"id":"s","heading":{"en":"H","zh":"H","ar":"H"},"paragraphs":[{"id":"p","text":{"en":"On {asOf}: {n}.","zh":"{asOf}：{n}。","ar":"{n} {asOf}"}}]}],
         "numbers":{"n":{"service":"treaties","figure":"parties","parameters":{"instrument":"untoc","asOf":"{asOf}"}}}}
        """;

    [Fact]
    public void Is_read_with_its_numbers_in_the_order_of_their_places() => Report.Read(File, "r.json", languages).Order.ShouldBe(["n"]);

    [Theory]
    [InlineData("\"zh\":\"L\",", "", "r.json: \"L\" is not there in zh.")]
    [InlineData("{asOf}：{n}。", "{asOf}。", "r.json: \"On {asOf}: {n}.\" has not the same places in every language.")]
    [InlineData("On {asOf}: {n}.", "On {asOf}: {n, plural, one {# party}}.", "r.json: n has not the forms of en, each with its #: one, other.")]
    [InlineData("\"n\":{", "\"m\":{", "r.json: the number n is named and not defined.")]
    [InlineData("\"service\":\"treaties\"", "\"service\":\"nobody\"", "r.json: the number n names no service, or not exactly one of figure and published.")]
    public void Stops_the_start_when_something_is_missing_and_says_what(string whole, string broken, string says) =>
        Should.Throw<InvalidDataException>(() => Report.Read(File.Replace(whole, broken, StringComparison.Ordinal), "r.json", languages)).Message.ShouldBe(says);

    [Theory]
    [InlineData(0, "On the day 0 parties."), InlineData(1, "On the day 1 party."), InlineData(192, "On the day 192 parties.")]
    public void Says_what_is_counted_in_the_form_for_the_number(int number, string says)
    {
        var english = Portal.Languages.LanguageCatalogue.Shipped().Default;
        var read = new NumberRead("n", "treaties", "parties", "", false, number, number, null, null, null, null, null);

        string.Concat(Report.Pieces("On the day {n, plural, one {# party} other {# parties}}.").Select(piece => piece.Place is null ? piece.Text : piece.Around(english, read) is var (before, after) ? before + read.In(english) + after : "")).ShouldBe(says);
    }

    [Fact]
    public void Asks_the_service_with_the_days_and_the_position_in_their_places() =>
        Report.Read(File, "r.json", languages).Numbers["n"].Query(new(new(2023, 2, 20), new(2022, 2, 1), new(2023, 2, 20)), 120).ShouldBe("instrument=untoc&asOf=2023-02-20&at=120");
}
