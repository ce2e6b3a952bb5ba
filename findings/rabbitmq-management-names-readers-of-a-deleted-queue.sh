#!/usr/bin/env bash
# A good engineer guesses: the management API, asked for a queue, names those who read it now.
# What happens: when a queue is deleted under a reader that stands still, and made anew under the same name, the readers of the deleted queue stay in the
#   answer, one of them as active, beside those of the new one. With a single active consumer two are active, for as long as was looked (52 s).
# Where it hurts: a check "exactly one reader is active" raises a false alarm, and one that counts readers misses that one is gone.
# Our product: the fault campaign asks the queue itself by rabbitmqctl, docs/faults.md (Who says how many read).
set -euo pipefail
dpkg-query -W -f '${Version}' rabbitmq-server 2> /dev/null | grep -q '^3\.10\.8-' || { echo 'It needs rabbitmq-server 3.10.8, as Debian 12 has it.'; exit 2; }
work=$(mktemp -d); cd "$work"
ended=()
trap 'for pid in "${ended[@]}"; do kill "$pid" 2> /dev/null || true; kill -CONT "$pid" 2> /dev/null || true; done; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="RabbitMQ.Client" Version="[7.2.2]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

// Reads "facts", and makes it anew and reads on whenever it is gone.
var factory = new ConnectionFactory { Endpoint = new("127.0.0.1", int.Parse(args[0])) };
await using var connection = await factory.CreateConnectionAsync();
while (true)
{
    try
    {
        await using var channel = await connection.CreateChannelAsync();
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true };
        await channel.QueueDeclareAsync("facts", durable: true, exclusive: false, autoDelete: false, arguments);
        var gone = new TaskCompletionSource();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.UnregisteredAsync += (_, _) => { gone.TrySetResult(); return Task.CompletedTask; };
        channel.ChannelShutdownAsync += (_, _) => { gone.TrySetResult(); return Task.CompletedTask; };
        await channel.BasicConsumeAsync("facts", autoAck: true, consumer);
        await gone.Task;
    }
    catch (OperationInterruptedException)
    {
        await Task.Delay(200);      // the queue is just going, or the other reader is making it
    }
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
ctl() { HOME=$work timeout 60 /usr/lib/rabbitmq/bin/rabbitmqctl -q "$@"; }
readers() { ctl list_consumers queue_name active --no-table-headers 2> /dev/null | grep -c "$1" || true; }
two() { for _ in $(seq 60); do [ "$(readers facts)" = 2 ] && return; sleep 0.5; done; echo "There are not two readers."; exit 2; }
for _ in 1 2; do dotnet bin/finding.dll "$amqp" > reader.log 2>&1 & reader=$!; ended=("$reader" "${ended[@]}"); done
two
kill -STOP "$reader"
curl -sf -u guest:guest -X DELETE "http://127.0.0.1:$web/api/queues/%2F/facts"
sleep 12
kill -CONT "$reader"
two
sleep 12
curl -sf -u guest:guest "http://127.0.0.1:$web/api/queues/%2F/facts" > answer.json
node -e "const them = require(\"./answer.json\").consumer_details; console.log(them.length, them.filter(it => it.active).length)" > api
{
  echo "by the queue: $(readers facts) readers, $(readers true) active"
  read -r all active < api
  echo "by the management API: more than 2 readers: $([ "$all" -gt 2 ] && echo yes || echo no); more than 1 active: $([ "$active" -gt 1 ] && echo yes || echo no)"
} > output

cat <<'E'
software:  RabbitMQ 3.10.8 (Debian 12), RabbitMQ.Client 7.2.2
expected:  rabbitmqctl and the management API count the same readers, one of them active
seen:      the API counts more readers than there are, and more than one active
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
by the queue: 2 readers, 1 active
by the management API: more than 2 readers: yes; more than 1 active: yes
E
