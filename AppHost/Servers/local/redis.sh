#!/usr/bin/env bash
. "$(dirname "${BASH_SOURCE[0]}")/server.sh"

# Redis holds answers that can be given again and counters of a minute: it may forget, writes nothing to disk, and must not grow
# with every day somebody asks about. At the limit what was used least lately goes first. As the AppHost's container has it.
redis=$(program Redis redis-server)
only_check "$@"
own_folder redis
settings redis.conf <<CONF
port $PORT
bind 127.0.0.1
dir $FOLDER
requirepass $PASSWORD
save ""
maxmemory 256mb
maxmemory-policy allkeys-lru
CONF
become "${ENDS_WITH_STARTER:-clear}" "$redis" "$FOLDER/redis.conf"
