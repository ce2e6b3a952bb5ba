using System.Text.Json.Nodes;

namespace Platform.Tests.Interfaces;

public class A_document_that_grows
{
    const string Document = """
        {
          "paths": {
            "/states": {
              "get": { "parameters": [{ "name": "lang", "in": "query", "schema": { "type": "string", "maxLength": 9 } }], "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/State" } }, "text/csv": {} } } } },
              "post": { "requestBody": { "content": { "application/json": { "schema": { "properties": { "kind": { "enum": ["a", "b"] } }, "required": ["kind"] } } } }, "responses": { "201": {} } }
            }
          },
          "components": { "schemas": { "State": { "required": ["code"], "properties": { "code": { "type": "string" }, "names": { "items": { "properties": { "text": {} } } }, "parent": { "$ref": "#/components/schemas/State" } } } } }
        }
        """;

    static IReadOnlyList<string> After(string was, string becomes)
    {
        Document.ShouldContain(was);
        return Removals.Between(JsonNode.Parse(Document)!, JsonNode.Parse(Document.Replace(was, becomes))!);
    }

    [Fact]
    public void Has_lost_nothing_against_itself() => After("lang", "lang").ShouldBeEmpty();

    [Theory]
    [InlineData("\"names\": {", "\"region\": {}, \"names\": {")]
    [InlineData("\"201\": {}", "\"201\": {}, \"409\": {}")]
    [InlineData("\"maxLength\": 9 } }", "\"maxLength\": 9 } }, { \"name\": \"limit\", \"in\": \"query\" }")]
    [InlineData("\"/states\": {", "\"/regions\": { \"get\": {} }, \"/states\": {")]
    [InlineData("\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\", \"b\", \"c\"]")]
    public void May_gain_anything_that_need_not_be_sent(string was, string becomes) => After(was, becomes).ShouldBeEmpty();

    [Theory]
    [InlineData("\"/states\"", "\"/countries\"", "GET /states is gone")]
    [InlineData("\"post\"", "\"put\"", "POST /states is gone")]
    [InlineData("\"lang\"", "\"language\"", "GET /states: parameter lang in query is gone")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"required\": true", "GET /states: parameter lang in query must be given")]
    [InlineData("\"201\"", "\"202\"", "POST /states 201 is gone")]
    [InlineData("\"text/csv\"", "\"text/plain\"", "GET /states 200: text/csv is gone")]
    [InlineData("\"code\": {", "\"iso\": {", "GET /states 200.code is gone")]
    [InlineData("\"required\": [\"code\"], ", "", "GET /states 200.code may be missing")]
    [InlineData("\"code\": { \"type\": \"string\" }", "\"code\": { \"type\": [\"string\", \"null\"] }", "GET /states 200.code may be null")]
    [InlineData("\"maxLength\": 9", "\"maxLength\": 8", "GET /states parameter lang in query: maxLength is 8")]
    [InlineData("\"maxLength\": 9", "\"maxLength\": 9, \"minLength\": 2", "GET /states parameter lang in query: minLength is 2")]
    [InlineData("\"maxLength\": 9", "\"maxLength\": 9, \"pattern\": \"^[a-z]+$\"", "GET /states parameter lang in query: only ^[a-z]+$ is taken")]
    [InlineData("\"maxLength\": 9", "\"maxLength\": 9, \"enum\": [\"en\"]", "GET /states parameter lang in query: only some words are taken")]
    [InlineData("\"type\": \"string\", \"maxLength\"", "\"type\": \"integer\", \"maxLength\"", "GET /states parameter lang in query: string is taken no more")]
    [InlineData("\"text\": {}", "\"name\": {}", "GET /states 200.names[].text is gone")]
    [InlineData("\"kind\": { \"enum\": [\"a\", \"b\"] }", "\"type\": {}", "POST /states request.kind is gone")]
    [InlineData("\"required\": [\"kind\"]", "\"required\": [\"kind\", \"date\"]", "POST /states request.date must be sent")]
    [InlineData("[\"a\", \"b\"]", "[\"a\"]", "POST /states request.kind: the word b is gone")]
    public void May_lose_nothing_that_a_caller_could_rest_on(string was, string becomes, string loss) => After(was, becomes).ShouldContain(loss);
}
