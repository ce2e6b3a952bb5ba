#!/usr/bin/env bash
# A good engineer guesses: nobody listens at the port of a service that is not started yet; who calls is refused at once and tries again.
# What happens: the orchestrator listens for it from the start. While a resource waits for another one, its port accepts connections and keeps them
#   open: no refusal, no answer.
# Where it hurts: callers that treat "refused" as "not up yet" run into their own time limit instead; a check of the port alone says it is up.
# Our product: asks /health with a limit and never takes an open port for an answer, ServiceDefaults/Health.
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
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, AllowUnsecuredTransport = true });
builder.Services.AddLogging(log => log.ClearProviders());
var runs = builder.AddExecutable("runs", "sleep", ".", "infinity");
var waits = builder.AddExecutable("waits", "sleep", ".", "infinity").WithHttpEndpoint(name: "http", env: "PORT").WaitForCompletion(runs);
await using var app = builder.Build();
var starting = app.StartAsync();      // it ends only when nothing waits any more
var states = app.Services.GetRequiredService<ResourceNotificationService>();
await states.WaitForResourceAsync("runs", KnownResourceStates.Running).WaitAsync(TimeSpan.FromSeconds(90));
await states.WaitForResourceAsync("waits", KnownResourceStates.Waiting).WaitAsync(TimeSpan.FromSeconds(90));

var endpoint = waits.GetEndpoint("http");
using var caller = new TcpClient();
string seen;
try
{
    await caller.ConnectAsync(endpoint.Host, endpoint.Port);
    seen = "accepted";
}
catch (SocketException refused)
{
    seen = refused.SocketErrorCode.ToString();
}
states.TryGetCurrentState("waits", out var now);
Console.WriteLine($"state {now!.Snapshot.State!.Text}: connection {seen}");
caller.Close();
await app.StopAsync();
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Aspire 13.6 (Aspire.AppHost.Sdk 13.6.4, Aspire.Hosting.AppHost 13.6.5)
expected:  connection refused while the resource is Waiting
seen:      the connection is accepted
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
state Waiting: connection accepted
E
