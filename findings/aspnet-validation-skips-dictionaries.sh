#!/usr/bin/env bash
# A good engineer guesses: validation that goes into the elements of a list goes into the values of a dictionary.
# What happens: the generated validation of ASP.NET Core 10 checks an object, its properties and the elements of lists, at any depth. The values of a
#   dictionary are let through unchecked, with status 200.
# Where it hurts: texts by language ({"en": {...}, "ar": {...}}) and answers by article are dictionaries: their limits are not enforced.
# Our product: its own filter walks into dictionaries too, ServiceDefaults/Answers/Validation.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
</Project>
E
cat > Program.cs <<'E'
using System.ComponentModel.DataAnnotations;
using System.Text;

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.Services.AddValidation();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
app.MapPost("/", (Instrument instrument) => "accepted");
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

foreach (var body in new[] { """{"articles":[{"title":""}]}""", """{"titles":{"ar":{"title":""}}}""" })
{
    using var answer = await client.PostAsync("/", new StringContent(body, Encoding.UTF8, "application/json"));
    Console.WriteLine($"{body}: {(int)answer.StatusCode}");
}

public class Instrument
{
    public List<Titled>? Articles { get; set; }
    public Dictionary<string, Titled>? Titles { get; set; }
}

public class Titled
{
    [Required]
    public string? Title { get; set; }
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  ASP.NET Core 10, AddValidation() (SDK 10.0)
expected:  400 for the empty title in the list and in the dictionary
seen:      400 in the list, 200 in the dictionary
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
{"articles":[{"title":""}]}: 400
{"titles":{"ar":{"title":""}}}: 200
E
