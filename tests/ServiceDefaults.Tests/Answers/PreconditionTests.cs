using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Answers;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Answers;

public class A_precondition
{
    static (bool Read, string Tags) Read(params string[] header)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.IfMatch = new StringValues(header);
        return (Precondition.TryReadIfMatch(request, out var tags), string.Join('|', tags));
    }

    [Fact]
    public void Is_a_list_of_strong_tags()
    {
        Read("\"7\"").ShouldBe((true, "7"));
        Read("\"7\", \"a,b\"").ShouldBe((true, "7|a,b"));
        Read("\"7\"", "\"8\"").ShouldBe((true, "7|8"));
        Read("*").ShouldBe((true, "*"));
        Read("w/\"7\"").ShouldBe((true, ""));
        Read("W/\"7\", \"8\"").ShouldBe((true, "8"), "a weak tag never matches for a change");
    }

    [Theory]
    [InlineData(""), InlineData("7"), InlineData("\"7"), InlineData("\"7\" \"8\"")]
    public void Is_not_read_when_it_is_no_list_of_tags(string header) => Read(header).Read.ShouldBeFalse();

    [Fact]
    public void Is_not_there_when_the_header_is_not() => Read().ShouldBe((false, ""));

    [Theory]
    [InlineData("\"7\"", 304), InlineData("W/\"7\"", 304), InlineData("\"6\", \"7\"", 304), InlineData("*", 304), InlineData("\"6\"", 200), InlineData("7", 200)]
    public async Task Saves_the_reader_what_he_has(string known, int status)
    {
        await using var service = await Service.Start();
        service.Http.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", known);

        var answer = await service.Get("/tagged");

        answer.StatusCode.ShouldBe((HttpStatusCode)status);
        answer.Headers.ETag!.ToString().ShouldBe("\"7\"");
        (await answer.Content.ReadAsStringAsync()).Length.ShouldBe(status == 304 ? 0 : 6);
    }

    [Fact]
    public void Does_not_write_a_tag_that_could_not_be_read() => Should.Throw<ArgumentException>(() => Precondition.Strong("a\"b"));
}
