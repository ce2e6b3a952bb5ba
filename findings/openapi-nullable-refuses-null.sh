#!/usr/bin/env bash
# A good engineer guesses: a document that says a field may be null accepts the answers in which it is null.
# What happens: a value type with a JSON converter has the schema {}, since nothing is known of its form; a nullable one is
#   oneOf [null, {}]. Null fits both branches, and oneOf asks for exactly one: the very answer "null" breaks the document. The same
#   for JsonElement?, with no converter of ours. A string fits, for the wrong reason.
# Where it hurts: whoever checks answers of a registry against its published document rejects each State without a successor.
# Our product: gives StateCode its form, and every such type needs it, ServiceDefaults/OpenApi/Schemas.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.AspNetCore.OpenApi" Version="[10.0.15]" />
    <PackageReference Include="JsonSchema.Net" Version="[8.0.5]" />
  </ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.Text.Json;
using System.Text.Json.Serialization;
using Json.Schema;

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.Services.AddOpenApi();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
app.MapOpenApi();
app.MapGet("/", () => new Party { Code = new("KEN"), Notes = JsonElement.Parse("{}") });
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

Console.WriteLine($"answer: {await client.GetStringAsync("/")}");
var schemas = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json")).RootElement.GetProperty("components").GetProperty("schemas");
foreach (var property in schemas.GetProperty("Party").GetProperty("properties").EnumerateObject().Where(it => it.Value.TryGetProperty("oneOf", out _)))
{
    var branches = property.Value.GetProperty("oneOf");
    var referenced = schemas.GetProperty(branches[1].GetProperty("$ref").GetString()!.Split("/").Last());
    var schema = JsonSchema.FromText($$"""{"oneOf":[{{branches[0].GetRawText()}},{{referenced.GetRawText()}}]}""");
    foreach (var value in new[] { "null", "\"KEN\"" })
    {
        var isValid = schema.Evaluate(JsonDocument.Parse(value).RootElement).IsValid;
        var written = property.Value.GetRawText().ReplaceLineEndings("").Replace(" ", "");
        Console.WriteLine($"{property.Name} {written}, {referenced.GetRawText()}: {value} is valid: {isValid}");
    }
}

sealed class Party
{
    public required Code Code { get; init; }
    public required JsonElement Notes { get; init; }
    public Code? Successor { get; init; }
    public JsonElement? Declaration { get; init; }
}

[JsonConverter(typeof(CodeConverter))]
readonly record struct Code(string Value);

sealed class CodeConverter : JsonConverter<Code>
{
    public override Code Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetString()!);
    public override void Write(Utf8JsonWriter writer, Code value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Microsoft.AspNetCore.OpenApi 10.0.15, document read by JsonSchema.Net 8.0.5
expected:  null and "KEN" are both valid by the schema of a nullable property
seen:      null is invalid: it fits both branches of oneOf
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
answer: {"code":"KEN","notes":{},"successor":null,"declaration":null}
successor {"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Code"}]}, { }: null is valid: False
successor {"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Code"}]}, { }: "KEN" is valid: True
declaration {"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/JsonElement"}]}, { }: null is valid: False
declaration {"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/JsonElement"}]}, { }: "KEN" is valid: True
E
