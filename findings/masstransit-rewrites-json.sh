#!/usr/bin/env bash
# A good engineer guesses: what a bus carries as JSON is the JSON it was given: a decimal is a number, and a piece of JSON stays as it is.
# What happens: decimals go over the wire as strings and every message is laid out with line ends and indents. Between two services on the same bus the first is
#   undone; a reader in another language gets "1.10" in quotes, and a decimal in a field of type object arrives as text in .NET too.
#   A JsonElement has other bytes than before, so that a hash over it no longer fits.
# Where it hurts: signed or hashed payloads, amounts of contributions read by another program, and a third more bytes per message.
# Our product: puts the exact bytes of a payload into a string of its envelope, services/Shared/Contracts/Recorded.cs (Payload).
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="MassTransit" Version="[8.5.12]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.Text.Json;
using Finding;
using MassTransit;

const string Payload = """{"a":1,"b":[2]}""";
var services = new ServiceCollection();
services.AddLogging();
services.AddMassTransit(bus =>
{
    bus.AddConsumer<Reader>();
    bus.UsingInMemory((context, settings) => settings.ConfigureEndpoints(context));
});
await using var provider = services.BuildServiceProvider();
var bus = provider.GetRequiredService<IBusControl>();
await bus.StartAsync();
await bus.Publish(new Contribution(1.10m, JsonElement.Parse(Payload), 2.5m));
var (wire, read) = await Reader.Done.Task;
await bus.StopAsync();

var message = JsonDocument.Parse(wire).RootElement.GetProperty("message");
Console.WriteLine($"on the wire: amount {message.GetProperty("amount").GetRawText()}, other {message.GetProperty("other").GetRawText()}, lines {wire.Split((char)10).Length > 1}");
Console.WriteLine($"as read: amount {read.Amount}, other {((JsonElement)read.Other).ValueKind}, payload of {Payload.Length} characters has {read.Payload.GetRawText().Length}");

namespace Finding
{
    public record Contribution(decimal Amount, JsonElement Payload, object Other);

    public class Reader : IConsumer<Contribution>
    {
        public static TaskCompletionSource<(string, Contribution)> Done { get; } = new();

        public Task Consume(ConsumeContext<Contribution> context)
        {
            Done.TrySetResult((context.ReceiveContext.Body.GetString(), context.Message));
            return Task.CompletedTask;
        }
    }
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  MassTransit 8.5.12, in-memory transport, default serializer
expected:  Amount 1.10 as a number; Payload {"a":1,"b":[2]} unchanged; object 2.5 a number
seen:      Amount "1.10", Payload laid out anew, object 2.5 a string
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
on the wire: amount "1.10", other "2.5", lines True
as read: amount 1.10, other String, payload of 15 characters has 52
E
