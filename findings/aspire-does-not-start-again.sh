#!/usr/bin/env bash
# A good engineer guesses: an orchestrator that starts programs, watches them and checks their health starts one again that died.
# What happens: a program that ends, by itself or with an error code, is "Finished" with its exit code and stays so.
# Where it hurts: a server that is killed once takes everything that needs it down for good, in development and wherever the AppHost runs for longer.
# Our product: a keeper in the AppHost starts it again through the start command of the resource, AppHost/.
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
var starts = Path.GetFullPath("starts");
builder.AddExecutable("server", "bash", ".", "-c", $"echo started >> '{starts}'; exit 3");
await using var app = builder.Build();
await app.StartAsync();
var states = app.Services.GetRequiredService<ResourceNotificationService>();
var ended = await states.WaitForResourceAsync("server", it => it.Snapshot.ExitCode is not null).WaitAsync(TimeSpan.FromSeconds(90));
await Task.Delay(TimeSpan.FromSeconds(30));
states.TryGetCurrentState("server", out var now);
Console.WriteLine($"started {File.ReadAllLines(starts).Length} time(s); state {now!.Snapshot.State!.Text}, exit code {now.Snapshot.ExitCode}");
await app.StopAsync();
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Aspire 13.6 (Aspire.AppHost.Sdk 13.6.4, Aspire.Hosting.AppHost 13.6.5)
expected:  started again within seconds, at least after an error
seen:      started once in 30 seconds, state Finished, exit code 3
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
started 1 time(s); state Finished, exit code 3
E
