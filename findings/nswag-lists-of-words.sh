#!/usr/bin/env bash
# A good engineer guesses: a client generated for System.Text.Json reads a list of words as it reads one word.
# What happens: one word of an enumeration gets its converter where it is a property, a list of such words gets none: the client throws at the first
#   answer that has one, at run time alone.
# Where it hurts: everything compiles, and the first list of kinds, roles or grounds that is not empty fails.
# Our product: docs/api/README.md leaves NSwag its own choice, Newtonsoft.Json, which reads both; a test walks with that client.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NSwag.CodeGeneration.CSharp" Version="[14.8.0]" />
    <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="[5.9.0]" />
  </ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

var document = await OpenApiDocument.FromJsonAsync("""
    { "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
      "paths": { "/it": { "get": { "operationId": "readIt", "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/It" } } } } } } } },
      "components": { "schemas": {
        "Standing": { "type": "string", "enum": ["in-force", "not-yet"] },
        "It": { "type": "object", "properties": { "standing": { "$ref": "#/components/schemas/Standing" }, "standings": { "type": "array", "items": { "$ref": "#/components/schemas/Standing" } } } } } } }
    """);
var settings = new CSharpClientGeneratorSettings { ClassName = "Client", CSharpGeneratorSettings = { Namespace = "Generated", JsonLibrary = CSharpJsonLibrary.SystemTextJson, JsonLibraryVersion = 10 } };
var code = new CSharpClientGenerator(document, settings).GenerateFile();
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
using var assembly = new MemoryStream();
var made = CSharpCompilation.Create("generated", [CSharpSyntaxTree.ParseText(code)], references, new(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
Console.WriteLine($"compiles: {made.Success}");
var it = Assembly.Load(assembly.ToArray()).GetType("Generated.It")!;
foreach (var answer in new[] { """{"standing":"in-force"}""", """{"standings":["in-force"]}""" })
    try
    {
        JsonSerializer.Deserialize(answer, it);
        Console.WriteLine($"{answer}: read");
    }
    catch (JsonException fault)
    {
        Console.WriteLine($"{answer}: {fault.GetType().Name} at {fault.Path}");
    }
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  NSwag.CodeGeneration.CSharp 14.8.0 with CSharpJsonLibrary.SystemTextJson
expected:  both answers are read
seen:      the word is read, the list of words is not
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
compiles: True
{"standing":"in-force"}: read
{"standings":["in-force"]}: JsonException at $.standings[0]
E
