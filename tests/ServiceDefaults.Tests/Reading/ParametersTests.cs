using System.Text.Json;
using Contracts;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Reading;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Reading;

public class A_parameter_of_a_query
{
    [Theory]
    [InlineData("/slips?as_of=2014-01-01", "as_of", "asOf, before, days, knownAt, name, q")]
    [InlineData("/slips/asked?asOf=2014-01-01", "asOf", "by, from, knownAt, was.asOf")]
    [InlineData("/slips/asked?time=1", "time", "by, from, knownAt, was.asOf")]
    [InlineData("/states?offset=3", "offset", "cursor, limit")]
    [InlineData("/table?fmt=csv", "fmt", "format")]
    [InlineData("/slips/of/x?folder=y", "folder", "There are none")]
    public async Task Is_refused_where_there_is_none_of_that_name(string path, string name, string there)
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Get(path));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, "interface/unknown-parameter", name));
        problem.Detail.ShouldContain(there);
    }

    [Fact]
    public async Task Is_refused_on_a_route_that_changes_something_too()
    {
        await using var service = await Service.Start();

        (await Problem.Of(await service.Post("/slips?dryRun=true", """{"name":"n"}"""))).Rule.ShouldBe("interface/unknown-parameter");
    }

    [Fact]
    public async Task Has_one_value_unless_it_is_a_list()
    {
        await using var service = await Service.Start();

        (await Problem.Of(await service.Get("/slips?name=a&name=b"))).ShouldSatisfyAllConditions(problem => problem.Rule.ShouldBe("interface/parameter-given-twice"), problem => problem.Field.ShouldBe("name"));
        (await service.Get("/slips?days=2014-01-01&days=2014-01-02")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_told_to_be_wrong_with_all_others_that_are()
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Get("/deposits?offset=3&state=Kenya&from=2026-02-30&year=many&q=a&q=b&limit=0&cursor=x"));

        using var told = JsonDocument.Parse(problem.Body);
        told.RootElement.GetProperty("errors").EnumerateArray().Select(it => $"{it.GetProperty("field")} {it.GetProperty("rule")}").ShouldBe([
            "offset interface/unknown-parameter", "state interface/unreadable-field", "from interface/unreadable-field", "year interface/unreadable-field", "q interface/parameter-given-twice",
            "limit interface/limit", "cursor interface/cursor"]);
        (problem.Status, problem.Field).ShouldBe((400, "offset"));
    }

    [Fact]
    public async Task Names_what_there_is_where_all_of_it_is_known()
    {
        await using var service = await Service.Start(with: builder =>
            builder.Services.AddSingleton(KnownNames.Of<StateCode>("participant", name => name == StateCode.Parse("KEN"), name => name)));

        (await service.Get("/deposits?state=KEN")).IsSuccessStatusCode.ShouldBeTrue();
        var problem = await Problem.Of(await service.Get("/deposits?state=XXX"));
        (problem.Status, problem.Rule, problem.Field, problem.Detail).ShouldBe((404, "absent", "state", "There is no participant XXX."));
        (await Problem.Of(await service.Get("/deposits?state=xxx"))).Rule.ShouldBe("interface/unreadable-field", "what cannot be read is no name at all");
    }

    [Theory]
    [InlineData("/alive?from=probe"), InlineData("/health?x=1"), InlineData("/openapi/v1.json?x=1")]
    public async Task Is_no_matter_where_the_service_tells_how_it_is(string path)
    {
        await using var service = await Service.Start();

        (await service.Get(path)).IsSuccessStatusCode.ShouldBeTrue();
    }
}
