#!/usr/bin/env bash
# A good engineer guesses: a queue with a single active consumer keeps its order when the consumer leaves politely: it cancels, finishes or hands
#   back what it holds, and the next one goes on from there.
# What happens: the next consumer becomes active with the cancel and is given what comes after, while the first still holds earlier messages. When
#   those are handed back they come last. No message is lost or doubled; the order is.
# Where it hurts: with every rolling update a correction can overtake the deposit it corrects.
# Our product: applies by position and asks for what is missing, services/Shared/Journal; the queue is only the fast path.
set -euo pipefail
dpkg-query -W -f '${Version}' rabbitmq-server 2> /dev/null | grep -q '^3\.10\.8-' || { echo 'It needs rabbitmq-server 3.10.8, as Debian 12 has it.'; exit 2; }
work=$(mktemp -d); cd "$work"
ended=()
trap 'for pid in "${ended[@]}"; do kill "$pid" 2> /dev/null || true; done; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="RabbitMQ.Client" Version="[7.2.2]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.Text;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var factory = new ConnectionFactory { Endpoint = new("127.0.0.1", int.Parse(args[0])) };
await using var connection = await factory.CreateConnectionAsync();
await using var writer = await connection.CreateChannelAsync();
var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true };
await writer.QueueDeclareAsync("facts", durable: true, exclusive: false, autoDelete: false, arguments);
for (var number = 1; number <= 10; number++)
    await writer.BasicPublishAsync("", "facts", Encoding.UTF8.GetBytes($"{number}"));

var (first, firstTag, atFirst) = await Read(acknowledge: false);
List<string> held = [];
while (held.Count < 5)
    held.Add(await atFirst.Reader.ReadAsync());
var (_, _, atSecond) = await Read(acknowledge: true);

await first.BasicCancelAsync(firstTag);
List<string> got = [];
while (got.Count < 5)
    got.Add(await atSecond.Reader.ReadAsync(new CancellationTokenSource(10_000).Token));
await first.CloseAsync();
while (got.Count < 10)
    got.Add(await atSecond.Reader.ReadAsync(new CancellationTokenSource(10_000).Token));
Console.WriteLine($"the first held {string.Join(" ", held)}, cancelled, and then closed its channel");
Console.WriteLine($"the second got {string.Join(" ", got)}");

async Task<(IChannel Channel, string Tag, Channel<string> Got)> Read(bool acknowledge)
{
    var channel = await connection.CreateChannelAsync();
    await channel.BasicQosAsync(0, prefetchCount: 5, global: false);
    var got = Channel.CreateUnbounded<string>();
    var consumer = new AsyncEventingBasicConsumer(channel);
    consumer.ReceivedAsync += async (_, message) =>
    {
        await got.Writer.WriteAsync(Encoding.UTF8.GetString(message.Body.Span));
        if (acknowledge)
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
    };
    return (channel, await channel.BasicConsumeAsync("facts", autoAck: false, consumer), got);
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }

free() { node -e 'const it = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(it.address().port); it.close(); })'; }
amqp=$(free); web=$(free)
export ERL_EPMD_PORT; ERL_EPMD_PORT=$(free)
export RABBITMQ_DIST_PORT; RABBITMQ_DIST_PORT=$(free)
export ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME=finding@localhost RABBITMQ_MNESIA_BASE=$work/data RABBITMQ_LOG_BASE=$work/log
export RABBITMQ_GENERATED_CONFIG_DIR=$work/generated RABBITMQ_CONFIG_FILE=$work/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$work/plugins
export RABBITMQ_CONF_ENV_FILE=/dev/null RUNNING_UNDER_SYSTEMD=true RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
printf 'listeners.tcp.1 = 127.0.0.1:%s\nmanagement.tcp.ip = 127.0.0.1\nmanagement.tcp.port = %s\n' "$amqp" "$web" > rabbitmq.conf
echo '[rabbitmq_management].' > plugins
answers() { for _ in $(seq 600); do (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null && return; sleep 0.3; done; return 1; }
epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 & ended+=($!)
answers "$ERL_EPMD_PORT"
HOME=$work /usr/lib/rabbitmq/bin/rabbitmq-server > broker.log 2>&1 & ended=($! "${ended[@]}")
answers "$amqp" || { cat broker.log; exit 2; }
dotnet bin/finding.dll "$amqp" > output

cat <<'E'
software:  RabbitMQ 3.10.8 (Debian 12), RabbitMQ.Client 7.2.2, quorum queue with x-single-active-consumer
expected:  the second reader gets 1 to 10
seen:      the second reader gets 6 to 10, then 1 to 5
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
the first held 1 2 3 4 5, cancelled, and then closed its channel
the second got 6 7 8 9 10 1 2 3 4 5
E
