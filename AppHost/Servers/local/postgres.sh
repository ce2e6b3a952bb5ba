#!/usr/bin/env bash
# Besides: ARCHIVE, settings a line each by which the write-ahead log is kept; without it it is not.
. "$(dirname "${BASH_SOURCE[0]}")/server.sh"

# Debian keeps each major version in a folder of its own; data open only with the version that made them.
data=${FOLDER:-}/data
version=$(cat "$data/PG_VERSION" 2>/dev/null || ls -v /usr/lib/postgresql 2>/dev/null | tail -n 1)
PATH=/usr/lib/postgresql/$version/bin:/usr/bin:/bin
postgres=$(program "PostgreSQL${version:+ $version}" postgres)

only_check "$@"
own_folder postgres

archive=()
while read -r setting && [[ -n $setting ]]; do archive+=(-c "$setting"); done <<<"${ARCHIVE:-}"
speed=()
[[ ${DURABLE:-yes} == yes ]] || speed=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)

# Made beside and then renamed: a first start that is broken off leaves nothing that looks like data.
if [[ ! -d $data ]]; then
    rm -rf "$data.new"
    settings password <<<"$PASSWORD"
    as_user initdb -D "$data.new" -U postgres -A scram-sha-256 --pwfile="$FOLDER/password" --encoding=UTF8 --locale=C.UTF-8 $([[ ${DURABLE:-yes} == yes ]] || echo --no-sync)
    rm "$FOLDER/password"
    mv "$data.new" "$data"
fi

# Asked to stop (SIGTERM), PostgreSQL would wait until the last session has ended; SIGINT ends the sessions and keeps every commit
# (PostgreSQL manual, 19.5). A killed script takes its server with it.
become INT "$postgres" -D "$data" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=500 "${archive[@]}" "${speed[@]}" &
server=$!
trap 'kill -INT $server' TERM INT
while kill -0 $server 2>/dev/null; do wait $server && code=0 || code=$?; done
exit $code
