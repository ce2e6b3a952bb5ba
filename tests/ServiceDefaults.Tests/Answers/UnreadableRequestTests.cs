using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests;

public class A_request_that_cannot_be_read
{
    const string Good = """{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"note-verbale","lines":[{"text":"a"}]}""";

    [Fact]
    public async Task Is_answered_as_it_was_meant_when_it_can()
    {
        await using var service = await Service.Start();

        var answer = await service.Post("/drafts", Good);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"note-verbale","lines":[{"text":"a"}],"pages":1,"remark":null}""");
    }

    [Theory]
    [InlineData("""{"title":"t","writtenOn":"2026-13-01","state":"KEN","kind":"letter","lines":[]}""", "interface/unreadable-field", "writtenOn", "There is no such day: “2026-13-01”")]
    [InlineData("""{"title":"t","writtenOn":"31 11 2026","state":"KEN","kind":"letter","lines":[]}""", "interface/unreadable-field", "writtenOn", "“31 11 2026” cannot be read as a date (YYYY-MM-DD)")]
    [InlineData("""{"title":"t","writtenOn":"20260-01-01","state":"KEN","kind":"letter","lines":[]}""", "interface/unreadable-field", "writtenOn", "A year has four digits")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"kenya","kind":"letter","lines":[]}""", "interface/unreadable-field", "state", "three capital letters")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"parcel","lines":[]}""", "interface/unreadable-field", "kind", "one of: note-verbale, letter")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":1,"lines":[]}""", "interface/unreadable-field", "kind", "one of: note-verbale, letter")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[],"pages":"7"}""", "interface/unreadable-field", "pages", "a whole number")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[{"text":5}]}""", "interface/unreadable-field", "lines[0].text", "a text")]
    [InlineData("""{"title":null,"writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[]}""", "interface/unreadable-field", "title", "null")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[],"colour":"red"}""", "interface/unknown-field", "colour", "no field “colour”")]
    [InlineData("""{"title":"t","title":"u","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[]}""", "interface/field-given-twice", "title", "twice")]
    [InlineData("""{"title":"t","kind":"letter","lines":[]}""", "interface/missing-field", "writtenOn", "writtenOn, state")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[{}]}""", "interface/missing-field", "lines[0].text", "text")]
    [InlineData("""{"title":"t",""", "interface/unreadable", null, "line 1")]
    [InlineData("""{"title" "t"}""", "interface/unreadable", null, "line 1")]
    [InlineData("", "interface/missing-field", null, "")]
    [InlineData("null", "interface/missing-field", null, "")]
    [InlineData("[]", "interface/unreadable", null, "one JSON object")]
    [InlineData("7", "interface/unreadable", null, "one JSON object")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":"a"}""", "interface/unreadable-field", "lines", "a list")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":["a"]}""", "interface/unreadable-field", "lines[0]", "an object")]
    [InlineData("""{"title":"t","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[{"text":"a"},null]}""", "interface/unreadable-field", "lines[1]", "null")]
    public async Task Is_refused_with_its_field_and_the_rule(string body, string rule, string? field, string detail)
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Post("/drafts", body));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, rule, field), problem.Body);
        problem.Detail.ShouldContain(detail);
        problem.Body.ShouldNotContain("System.");
        problem.Body.ShouldNotContain("WriteNote");
    }

    [Theory]
    [InlineData("/notes", "interface/missing-field", "asOf")]
    [InlineData("/notes?asOf=yesterday", "interface/unreadable-field", "asOf")]
    [InlineData("/notes?asOf=2026-01-01&depth=many", "interface/unreadable-field", "depth")]
    [InlineData("/slips/counted?pages=7&depth=many", "interface/unreadable-field", "depth")]
    [InlineData("/slips/counted?depth=7", "interface/missing-field", "pages")]
    [InlineData("/notes?asOf=2026-01-01&depth=9", "interface/range", "depth")]
    public async Task Names_the_parameter_of_a_query(string path, string rule, string field)
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Get(path));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, rule, field), problem.Body);
    }

    [Theory]
    [InlineData("""{"name":"n","words":["a",null]}""", "words[1]"), InlineData("""{"name":"n","titles":{"en":null}}""", "titles.en"), InlineData("""{"name":"n","parts":[null]}""", "parts[0]"), InlineData("""{"name":"n","numbered":[null]}""", "numbered[0]")]
    public async Task Holds_no_null_in_a_list(string body, string field)
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Post("/slips", body));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, "interface/unreadable-field", field), problem.Body);
        problem.Detail.ShouldContain("null");
    }

    [Fact]
    public async Task Says_of_an_empty_text_once_that_it_is_empty()
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Post("/slips", """{"name":"n","note":""}"""));

        problem.Detail.ShouldBe("note is missing.", problem.Body);
    }

    [Fact]
    public async Task Says_what_is_wanted_where_a_parameter_is_one_of_a_record()
    {
        await using var service = await Service.Start();

        (await Problem.Of(await service.Get("/slips/counted?pages=7&depth=many"))).Detail.ShouldBe("“many” cannot be read as a whole number.");
    }

    [Theory]
    [InlineData("/notes/of/parcel", "kind"), InlineData("/notes/of/0", "kind"), InlineData("/notes/of/NoteVerbale", "kind"), InlineData("/notes/of/letter?or=x", "or")]
    public async Task Names_the_words_of_a_closed_list(string path, string field)
    {
        await using var service = await Service.Start();

        (await (await service.Get("/notes/of/note-verbale?or=letter")).Content.ReadAsStringAsync()).ShouldBe("\"note-verbale NoteVerbale letter\"");
        var problem = await Problem.Of(await service.Get(path));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, "interface/unreadable-field", field), problem.Body);
        problem.Detail.ShouldContain("one of: note-verbale, letter");
    }

    [Fact]
    public async Task Lists_every_field_that_breaks_a_rule_at_once()
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Post("/drafts", """{"title":"","writtenOn":"2026-03-01","state":"KEN","kind":"letter","lines":[{"text":"a"},{"text":"longer than ten"}],"pages":0}"""));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, "interface/required", "title"), problem.Body);
        problem.Body.ShouldContain("\"field\":\"lines[1].text\",\"rule\":\"interface/max-length\"");
        problem.Body.ShouldContain("\"field\":\"pages\",\"rule\":\"interface/range\"");
    }
}
