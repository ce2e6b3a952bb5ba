using ServiceDefaults.Answers;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Answers;

public class A_table
{
    const string Table = "code,remark,balance\r\nAAA,'=1+1,0\r\nAAB,\"a, \"\"b\"\"\",-1\r\n";

    [Theory]
    [InlineData("/table?format=csv", null)]
    [InlineData("/table", "text/csv")]
    [InlineData("/table", "application/json;q=0.5, text/csv")]
    [InlineData("/table?format=csv", "application/json")]
    public async Task Is_given_to_who_asks_for_one(string path, string? accept)
    {
        await using var service = await Service.Start();

        var answer = await service.Get(path, accept: accept);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8; header=present");
        answer.Headers.Vary.ShouldContain("Accept");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Table);
    }

    [Theory]
    [InlineData("/table", null), InlineData("/table", "*/*"), InlineData("/table", "text/csv;q=0.5, application/json"), InlineData("/table?format=json", "text/csv")]
    public async Task Is_not_forced_on_others(string path, string? accept)
    {
        await using var service = await Service.Start();

        (await service.Get(path, accept: accept)).Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Is_refused_in_a_format_that_is_not_known()
    {
        await using var service = await Service.Start();

        (await Problem.Of(await service.Get("/table?format=xlsx"))).Rule.ShouldBe("interface/format");
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1"), InlineData("-1", "'-1"), InlineData("@SUM(A1)", "'@SUM(A1)"), InlineData(" =1", "' =1"), InlineData("\uFF1D1", "'\uFF1D1"), InlineData("\t=1", "'\t=1")]
    [InlineData("a\r\nb", "\"a\r\nb\""), InlineData(" a", "\" a\""), InlineData("a-b", "a-b"), InlineData("", "")]
    public void Holds_no_formula_and_quotes_what_would_break_it(string text, string cell) =>
        Csv.Write([text], ("x", one => one)).ShouldBe($"x\r\n{cell}\r\n");

    [Fact]
    public void Writes_values_as_the_interface_does() =>
        Csv.Write([0], ("a", _ => -1.5m), ("b", _ => new DateOnly(2026, 3, 1)), ("c", _ => true), ("d", _ => null), ("e", _ => WriteNote.Kind.NoteVerbale)).ShouldBe("a,b,c,d,e\r\n-1.5,2026-03-01,true,,note-verbale\r\n");
}
