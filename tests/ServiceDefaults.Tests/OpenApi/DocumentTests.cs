using System.Text.Json;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.OpenApi;

public class The_document_of_the_interface
{
    static async Task<string> Read()
    {
        await using var service = await Service.Start();
        return await service.Http.GetStringAsync("/openapi/v1.json");
    }

    [Fact]
    public async Task Is_the_same_bytes_each_time() => (await Read()).ShouldBe(await Read());

    [Fact]
    public async Task Says_who_may_what_is_sent_and_how_it_fails()
    {
        var text = await Read();
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        root.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        root.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe("{platform}/api/sample");
        root.GetProperty("info").GetProperty("version").GetString().ShouldBe(typeof(Defaults).Assembly.GetName().Version!.ToString(3));

        var write = root.GetProperty("paths").GetProperty("/notes/{folder}").GetProperty("post");
        write.GetProperty("operationId").GetString().ShouldBe("writeNote");
        write.GetProperty("security").EnumerateArray().Select(one => one.GetProperty("bearer")[0].GetString()).ShouldBe(["treaty-officer", "permanent-mission"]);
        write.GetProperty("description").GetString().ShouldBe("For: treaty-officer, permanent-mission.");
        write.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).ShouldBe(["200", "400", "401", "403", "default"]);
        write.GetProperty("responses").GetProperty("default").GetProperty("$ref").GetString().ShouldBe("#/components/responses/Refused");
        root.GetProperty("components").GetProperty("responses").GetProperty("Refused").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Problem");
        root.GetProperty("paths").GetProperty("/drafts").GetProperty("post").GetProperty("security").GetArrayLength().ShouldBe(0);
        root.GetProperty("paths").TryGetProperty("/health", out _).ShouldBeFalse();

        var schemas = root.GetProperty("components").GetProperty("schemas");
        schemas.GetProperty("PageOfListStatesItem").GetProperty("properties").EnumerateObject().Select(property => property.Name).ShouldBe(["items", "next"]);
        schemas.GetProperty("ListStatesItem").GetProperty("properties").GetProperty("code").GetProperty("description").GetString().ShouldBe("ISO 3166-1 alpha-3.");
        schemas.GetProperty("WriteNoteRequest").GetProperty("properties").GetProperty("title").GetProperty("maxLength").GetInt32().ShouldBe(20);
        schemas.GetProperty("WriteNoteRequest").GetProperty("properties").GetProperty("pages").GetProperty("maximum").GetInt32().ShouldBe(100);
        text.ShouldNotContain("\"additionalProperties\": false"); // answers grow; a map says of what kind its values are
        write.GetProperty("tags")[0].GetString().ShouldBe("Sample");
        schemas.GetProperty("StateCode").GetProperty("pattern").GetString().ShouldBe("^[A-Z]{3}$");
        root.GetProperty("paths").GetProperty("/notes/of/{kind}").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(parameter => parameter.GetProperty("schema").GetProperty("$ref").GetString()).ShouldBe(["#/components/schemas/WriteNoteKind", "#/components/schemas/WriteNoteKind"]);
        schemas.GetProperty("WriteNoteKind").GetProperty("enum").EnumerateArray().Select(word => word.GetString()).ShouldBe(["note-verbale", "letter"]);
    }

    [Fact]
    public async Task Shows_the_parameters_of_a_page()
    {
        using var document = JsonDocument.Parse(await Read());

        document.RootElement.GetProperty("paths").GetProperty("/states").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(parameter => parameter.GetProperty("name").GetString()).ShouldBe(["limit", "cursor"]);
    }
}
