#!/usr/bin/env bash
# A good engineer guesses: one framework reads a date one way. What a body may not say, a query may not say either.
# What happens: in a JSON body a date is YYYY-MM-DD and a number has a point, all else is 400. In a query the same types are read leniently:
#   01/02/2014 is 2 January, "2 Jan" is 1 January 2002, "Jan 2014" the first of it, "10:00" for a moment is today, and 1,5 is fifteen.
# Where it hurts: "who was party on 01/02/2014" is answered for 2 January with status 200, where most of the world meant 1 February.
# Our product: one strict reading of dates and moments for queries, paths, forms and imports, ServiceDefaults/Reading.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
</Project>
E
cat > Program.cs <<'E'
using System.Globalization;
using System.Text;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
app.MapGet("/day", (DateOnly value) => value.ToString("O"));
app.MapGet("/moment", (DateTimeOffset value) => value.Date == DateTime.Today ? "today" : value.ToString("O"));
app.MapGet("/amount", (decimal value) => value.ToString(CultureInfo.InvariantCulture));
app.MapPost("/day", (Day body) => body.Value.ToString("O"));
app.MapPost("/moment", (Moment body) => body.Value.ToString("O"));
app.MapPost("/amount", (Amount body) => body.Value.ToString(CultureInfo.InvariantCulture));
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

foreach (var (route, value) in new[]
{
    ("day", "2014-02-01"), ("day", "01/02/2014"), ("day", "2 Jan"), ("day", "Jan 2014"),
    ("moment", "1/2/2027"), ("moment", "10:00"), ("amount", "1.5"), ("amount", "1,5"),
})
{
    using var query = await client.GetAsync($"/{route}?value={Uri.EscapeDataString(value)}");
    using var body = await client.PostAsync($"/{route}", new StringContent($$"""{"value":"{{value}}"}""", Encoding.UTF8, "application/json"));
    Console.WriteLine($"{route} {value}: query {(int)query.StatusCode} {await query.Content.ReadAsStringAsync()}; body {(int)body.StatusCode}");
}

record Day(DateOnly Value);
record Moment(DateTimeOffset Value);
record Amount(decimal Value);
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  ASP.NET Core 10 minimal APIs (SDK 10.0)
expected:  400 for each in the query, as in the body
seen:      200 in the query, 400 in the body
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
day 2014-02-01: query 200 2014-02-01; body 200
day 01/02/2014: query 200 2014-01-02; body 400
day 2 Jan: query 200 2002-01-01; body 400
day Jan 2014: query 200 2014-01-01; body 400
moment 1/2/2027: query 200 2027-01-02T00:00:00.0000000+00:00; body 400
moment 10:00: query 200 today; body 400
amount 1.5: query 200 1.5; body 200
amount 1,5: query 200 15; body 400
E
