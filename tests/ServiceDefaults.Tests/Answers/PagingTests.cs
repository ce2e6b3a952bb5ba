using System.Text;
using System.Text.Json;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Answers;

public class A_list_in_pages
{
    [Fact]
    public async Task Is_read_to_its_end_by_following_the_links()
    {
        await using var service = await Service.Start();
        var codes = new List<string>();
        var sizes = new List<int>();

        for (var next = "/states"; next is not null;)
        {
            var answer = await service.Get(next);
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var items = page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!).ToList();
            codes.AddRange(items);
            sizes.Add(items.Count);
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('>')[0].TrimStart('<') : null;
            page.RootElement.GetProperty("next").GetString().ShouldBe(next?.Split("cursor=")[1]);
        }

        sizes.ShouldBe([50, 50, 20]);
        codes.Distinct().Count().ShouldBe(120);
    }

    [Fact]
    public async Task Keeps_the_limit_in_its_links_and_ends_exactly()
    {
        await using var service = await Service.Start();

        var answer = await service.Get("/states?limit=60");
        var link = answer.Headers.GetValues("Link").Single();
        link.ShouldStartWith("</states?limit=60&cursor=");
        link.ShouldEndWith(">; rel=\"next\"");
        (await service.Get(link.Split('>')[0].TrimStart('<'))).Headers.Contains("Link").ShouldBeFalse();
    }

    [Theory]
    [InlineData("limit=0"), InlineData("limit=501"), InlineData("limit=-1"), InlineData("limit=many"), InlineData("limit="), InlineData("limit=5&limit=6")]
    public async Task Refuses_a_limit_it_cannot_keep(string query)
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Get("/states?" + query));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, "interface/limit", "limit"));
    }

    [Fact]
    public async Task Is_another_list_for_another_value_in_its_address()
    {
        await using var service = await Service.Start();
        var next = (await service.Get("/regions/AA/states?limit=5")).Headers.GetValues("Link").Single().Split('>')[0].TrimStart('<');

        (await service.Get(next)).IsSuccessStatusCode.ShouldBeTrue();
        (await Problem.Of(await service.Get(next.Replace("/AA/", "/AB/", StringComparison.Ordinal)))).Rule.ShouldBe("interface/cursor");
    }

    [Theory]
    [InlineData("state=KEN&from=2014-01-01", "from=2014-01-01&state=KEN", true), InlineData("state=KEN", "STATE=KEN&q=&limit=7&lang=ar", true)]
    [InlineData("state=KEN", "state=UGA", false), InlineData("state=KEN", "", false), InlineData("", "state=KEN", false), InlineData("q=a%26from%3D2014-01-01", "q=a&from=2014-01-01", false)]
    public async Task Is_another_list_under_other_limits_and_the_same_however_they_are_written(string first, string next, bool isTheSame)
    {
        await using var service = await Service.Start();
        var cursor = (await service.Get($"/deposits?{first}")).Headers.GetValues("Link").Single().Split("cursor=")[1].Split('>')[0];

        var answer = await service.Get($"/deposits?{next}&cursor={cursor}");

        (answer.IsSuccessStatusCode ? null : (await Problem.Of(answer)).Rule).ShouldBe(isTheSame ? null : "interface/cursor");
    }

    [Fact]
    public async Task Refuses_a_cursor_that_is_not_its_own()
    {
        await using var service = await Service.Start();
        var good = (await service.Get("/states")).Headers.GetValues("Link").Single().Split("cursor=")[1].Split('>')[0];
        static string Made(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        string[] spoilt = ["", "x", "%00", good[..^2], good + "AA", Made("{}"), Made("[]"), Made("""{"v":2,"of":"/states","key":"AAA"}"""), Made("""{"v":1,"of":"/states","key":7}"""), Made("""{"v":1,"of":"/states","key":null}"""), new('A', 5000)];

        foreach (var cursor in spoilt)
            (await Problem.Of(await service.Get($"/states?cursor={cursor}"))).Rule.ShouldBe("interface/cursor", cursor);
        (await Problem.Of(await service.Get($"/others?cursor={good}"))).Rule.ShouldBe("interface/cursor");
    }
}
