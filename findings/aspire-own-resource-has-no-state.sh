#!/usr/bin/env bash
# A good engineer guesses: a resource of a class of its own, with nothing to start, is there as soon as the application has started, and what waits for it goes on.
# What happens: it has no state at all until somebody publishes one. What waits for it (WaitFor) stays Waiting, and no log says for what.
# Where it hurts: a database as a child of a server of its own kind is the usual case: the services that need it never start.
# Our product: publishes Running for such children when their parent is ready, AppHost/.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Aspire.AppHost.Sdk/13.6.4">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><NoWarn>ASPIRE010</NoWarn></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Aspire.Hosting.AppHost" Version="[13.6.5]" />
    <PackageReference Include="Nerdbank.MessagePack" Version="[1.3.88]" />
  </ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, AllowUnsecuredTransport = true });
builder.Services.AddLogging(log => log.ClearProviders());
var database = builder.AddResource(new Database("database"));
builder.AddExecutable("service", "sleep", ".", "infinity").WaitFor(database);
await using var app = builder.Build();
var starting = app.StartAsync();      // it ends only when nothing waits any more
var states = app.Services.GetRequiredService<ResourceNotificationService>();
await states.WaitForResourceAsync("service", KnownResourceStates.Waiting).WaitAsync(TimeSpan.FromSeconds(90));
await Task.Delay(TimeSpan.FromSeconds(20));
foreach (var name in new[] { "database", "service" })
    Console.WriteLine($"{name}: {(states.TryGetCurrentState(name, out var now) ? now.Snapshot.State?.Text ?? "no state" : "no state")}");
await app.StopAsync();

sealed class Database(string name) : Resource(name);
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Aspire 13.6 (Aspire.AppHost.Sdk 13.6.4, Aspire.Hosting.AppHost 13.6.5)
expected:  the resource Running, what waits for it started
seen:      no state, and Waiting after 20 seconds
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
database: no state
service: Waiting
E
