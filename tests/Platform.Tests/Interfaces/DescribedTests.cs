using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Servers;

namespace Platform.Tests.Interfaces;

/// <summary>What a program's author reads of an interface, whoever adds to it: nothing is without its name, its words and its form.</summary>
public partial class Every_operation
{
    public static TheoryData<string> Services => The_committed_documents.Services;

    static JsonNode Read(string service) => JsonNode.Parse(File.ReadAllText(Repository.In("docs", "api", $"{service}.json")))!;

    static IEnumerable<(string At, JsonNode Operation)> In(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!);

    [Theory, MemberData(nameof(Services))]
    public void Is_named_after_its_use_case_and_lies_in_its_folder(string service)
    {
        var names = In(Read(service)).Select(it => (string?)it.Operation["operationId"]).ToList();

        names.ShouldBeUnique();
        names.ShouldAllBe(name => Verb().IsMatch(name!));
        foreach (var (at, operation) in In(Read(service)))
            (operation["tags"]!.AsArray().Count, (string?)operation["summary"]).ShouldSatisfyAllConditions(it => it.Item1.ShouldBe(1, at), it => it.Item2.ShouldNotBeNullOrEmpty(at));
    }

    [Theory, MemberData(nameof(Services))]
    public void Says_who_may(string service)
    {
        foreach (var (at, operation) in In(Read(service)))
        {
            operation["security"].ShouldNotBeNull(at);
            foreach (var one in operation["security"]!.AsArray())
                one!["bearer"]!.AsArray().ShouldHaveSingleItem(at);
        }
    }

    [Theory, MemberData(nameof(Services))]
    public void Says_what_each_parameter_means_and_what_form_it_has(string service)
    {
        foreach (var (at, operation) in In(Read(service)))
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                ((string?)parameter!["description"]).ShouldNotBeNullOrEmpty($"{at} {parameter["name"]}");
                (parameter["schema"]!["type"] ?? parameter["schema"]!["$ref"]).ShouldNotBeNull($"{at} {parameter["name"]}");
            }
    }

    /// <summary>Where nothing is said of the type, null fits as well: of one schema or none exactly one must.</summary>
    [Theory, MemberData(nameof(Services))]
    public void Rests_on_schemas_of_which_each_has_its_type(string service)
    {
        foreach (var (name, schema) in Read(service)["components"]!["schemas"]!.AsObject())
            schema!["type"].ShouldNotBeNull(name);
    }

    /// <summary>What is in a list is anything at all where nothing is said of it; generators call it an object.</summary>
    [Theory, MemberData(nameof(Services))]
    public void Says_what_is_in_each_list(string service)
    {
        foreach (var list in Within(Read(service)).Where(it => (string?)(it["type"] as JsonValue) == "array" || it["type"] is JsonArray types && types.Any(type => (string?)type == "array")))
            list["items"].ShouldNotBeNull(list.GetPath());
    }

    [Theory, MemberData(nameof(Services))]
    public void Takes_the_condition_that_it_can_answer_is_missing(string service)
    {
        foreach (var (at, operation) in In(Read(service)).Where(it => it.Operation["responses"]!["428"] is not null))
            (operation["parameters"]?.AsArray() ?? []).ShouldContain(it => (string?)it!["name"] == "If-Match" && (bool?)it["required"] == true, at);
    }

    static IEnumerable<JsonObject> Within(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(member => Within(member.Value)).Prepend(one),
        JsonArray several => several.SelectMany(Within),
        _ => [],
    };

    /// <summary>A name of the use case, which is a verb: <c>listParties</c>, not numbered and not after a class that holds several.</summary>
    [GeneratedRegex("^[a-z]+[A-Z][a-zA-Z]*$")]
    private static partial Regex Verb();
}
