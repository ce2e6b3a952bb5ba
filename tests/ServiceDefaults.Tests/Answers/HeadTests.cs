using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Answers;

public class A_request_for_the_head_alone
{
    [Theory]
    [InlineData("/states"), InlineData("/table?format=csv"), InlineData("/tagged"), InlineData("/notes?asOf=2014-01-01"), InlineData("/openapi/v1.json"), InlineData("/docs/"), InlineData("/health"), InlineData("/alive")]
    [InlineData("/notes?asOf=2014-02-31"), InlineData("/notes/secret"), InlineData("/nothing-here"), InlineData("/fail/bug"), InlineData("/drafts")]
    public async Task Is_answered_like_GET_and_without_a_body(string path)
    {
        await using var service = await Service.Start();
        using var whole = await service.Get(path);

        using var head = await service.Http.SendAsync(new(HttpMethod.Head, path));

        head.StatusCode.ShouldBe(whole.StatusCode);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        head.Content.Headers.ContentType.ShouldBe(whole.Content.Headers.ContentType);
        Names(head).ShouldBe(Names(whole));
    }

    /// <summary>How the body is sent, and when, is no matter of what is answered.</summary>
    static IEnumerable<string> Names(HttpResponseMessage answer) => answer.Headers.Select(it => it.Key).Except(["Transfer-Encoding", "Date"]).Order();
}
