#!/usr/bin/env bash
# A good engineer guesses: x-delivery-limit -1, which RabbitMQ 4 documents as "no limit", means that on 3.10 as well, or is refused there.
# What happens: RabbitMQ 3.10 takes the declaration and drops the message after its first delivery, as with 0; without the argument, where 4 has a limit
#   of 20, it has none. There is no small value that both read alike, and nothing says that a message was dropped.
# Where it hurts: a fact that its reader hands back once, because its database was away for a second, is gone.
# Our product: declares 1 000 000, which every release reads as no limit, services/Shared/Journal/JournalRegistration.cs.
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
using RabbitMQ.Client;

var factory = new ConnectionFactory { Endpoint = new("127.0.0.1", int.Parse(args[0])) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
foreach (var limit in new int?[] { null, 5, 0, -1, 1_000_000 })
{
    var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
    if (limit is { } given)
        arguments["x-delivery-limit"] = given;
    var queue = $"limit-{limit}";
    await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
    await channel.BasicPublishAsync("", queue, Encoding.UTF8.GetBytes("fact"));
    var deliveries = 0;
    for (var misses = 0; deliveries < 30 && misses < 50;)
    {
        if (await channel.BasicGetAsync(queue, autoAck: false) is { } message)
        {
            (deliveries, misses) = (deliveries + 1, 0);
            await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true);
        }
        else
        {
            misses++;
            await Task.Delay(20);
        }
    }
    Console.WriteLine($"x-delivery-limit {limit?.ToString() ?? "not given"}: {deliveries} deliveries");
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
software:  RabbitMQ 3.10.8 (Debian 12), RabbitMQ.Client 7.2.2, quorum queue, handed back with requeue up to 30 times
expected:  -1: no limit (30), or the declaration is refused
seen:      -1: 1 delivery, then the message is gone
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
x-delivery-limit not given: 30 deliveries
x-delivery-limit 5: 6 deliveries
x-delivery-limit 0: 1 deliveries
x-delivery-limit -1: 1 deliveries
x-delivery-limit 1000000: 30 deliveries
E
