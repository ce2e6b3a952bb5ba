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

    [Theory]
    [InlineData("/alive?from=probe"), InlineData("/health?x=1"), InlineData("/openapi/v1.json?x=1")]
    public async Task Is_no_matter_where_the_service_tells_how_it_is(string path)
    {
        await using var service = await Service.Start();

        (await service.Get(path)).IsSuccessStatusCode.ShouldBeTrue();
    }
}
