#!/usr/bin/env bash
# Besides: MANAGEMENT_PORT, DISTRIBUTION_PORT, NAMES_PORT.
. "$(dirname "${BASH_SOURCE[0]}")/server.sh"

# The wrapper in /usr/sbin changes the user by itself and does not become the server.
rabbitmq=$(program RabbitMQ /usr/lib/rabbitmq/bin/rabbitmq-server) epmd=$(program RabbitMQ epmd)
only_check "$@"
own_folder rabbitmq
settings rabbitmq.conf <<CONF
listeners.tcp.1 = 127.0.0.1:$PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $MANAGEMENT_PORT
default_user = guest
default_pass = $PASSWORD
log.console = true
log.file = false
CONF
settings enabled_plugins <<<"[rabbitmq_management]."

# Started by the server, Erlang's port mapper would be left behind as a daemon.
become KILL "$epmd" -port "$NAMES_PORT" -address 127.0.0.1 &

export HOME=$FOLDER ERL_EPMD_PORT=$NAMES_PORT ERL_EPMD_ADDRESS=127.0.0.1
export RUNNING_UNDER_SYSTEMD=true # the start script then becomes the server instead of waiting for it
export RABBITMQ_NODENAME=platform@localhost # stays the same: the data lie under the node's name
export RABBITMQ_DIST_PORT=$DISTRIBUTION_PORT
export RABBITMQ_MNESIA_BASE=$FOLDER/data RABBITMQ_LOG_BASE=$FOLDER/log RABBITMQ_GENERATED_CONFIG_DIR=$FOLDER/config
export RABBITMQ_CONFIG_FILE=$FOLDER/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$FOLDER/enabled_plugins RABBITMQ_CONF_ENV_FILE=/dev/null
export RABBITMQ_LOG=-color
# Loopback only; and schedulers that sleep when idle instead of spinning on a small machine.
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
unset RABBITMQ_NODE_PORT
become "${ENDS_WITH_STARTER:-clear}" "$rabbitmq"
