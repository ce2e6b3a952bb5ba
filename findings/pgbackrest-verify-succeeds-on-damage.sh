#!/usr/bin/env bash
# A good engineer guesses: a command named verify, run every night, ends with an error when what it verified is damaged or has a hole.
# What happens: a damaged backup file is found and the command ends with 0; without --output=text it prints nothing. A segment taken out of
#   the middle of the archive, without which nothing later can be recovered, is not missed: "status: ok", "missing: 0".
# Where it hurts: the nightly check of a registry's backups is green for months; the restore stops at the gap.
# Our product: reads the text of verify and not its exit code, docs/decisions/0022-backups-by-pgbackrest.md.
set -euo pipefail
[ "$(pgbackrest version 2> /dev/null)" = "pgBackRest 2.45" ] && [ -x /usr/lib/postgresql/15/bin/postgres ] \
  || { echo 'It needs pgbackrest 2.45 and postgresql 15, as Debian 12 has them.'; exit 2; }
work=$(mktemp -d); cd "$work"
server=
trap '[ -z "$server" ] || { kill -INT "$server"; wait "$server" || true; }; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

as=()      # PostgreSQL does not run as root
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid postgres --regid postgres --init-groups); chown postgres "$work"; fi
export PATH=/usr/lib/postgresql/15/bin:$PATH
export PGBACKREST_STANZA=finding PGBACKREST_REPO1_PATH=$work/backups PGBACKREST_PG1_PATH=$work/data
export PGBACKREST_PG1_SOCKET_PATH=$work PGBACKREST_PG1_USER=postgres PGBACKREST_CONFIG=/dev/null
export PGBACKREST_LOG_PATH=$work PGBACKREST_LOG_LEVEL_FILE=off PGBACKREST_LOG_LEVEL_CONSOLE=off
export PGBACKREST_LOCK_PATH=$work/locks PGBACKREST_SPOOL_PATH=$work/spool PGBACKREST_COMPRESS_LEVEL=1
"${as[@]}" initdb -D data -A trust -U postgres > initdb.log
"${as[@]}" postgres -D data -c port=5432 -c listen_addresses= -c unix_socket_directories="$work" \
  -c archive_mode=on -c archive_command='pgbackrest archive-push %p' -c wal_level=replica > server.log 2>&1 & server=$!
for _ in $(seq 100); do "${as[@]}" pg_isready -q -h "$work" && break; sleep 0.2; done
backrest() { "${as[@]}" pgbackrest "$@"; }
backrest stanza-create
backrest backup --type=full --start-fast
acts="create table if not exists acts (name text); insert into acts values (1); select pg_switch_wal()"
for _ in 1 2 3 4; do "${as[@]}" psql -q -h "$work" -U postgres -c "$acts" > /dev/null; done
backrest check

verify() {
  local code=0
  backrest verify --output=text --verbose > verified || code=$?
  echo "$1: exit code $code; $(grep -o "status: [a-z]*" verified | head -1); $(grep -o "missing: [0-9]*" verified | head -1) segment(s)"
}
segments=(backups/archive/finding/15-1/0000000100000000/*.gz)
{
  verify untouched
  mv "${segments[2]}" kept
  verify "a segment in the middle taken away"
  mv kept "${segments[2]}"
  file=$(find backups/backup/finding -name '*.gz' -size +20k -not -path '*latest*' | sort | head -1)
  printf 'XXXXXXXX' | dd of="$file" bs=1 seek=5000 conv=notrunc status=none
  verify 'a file of the backup damaged'
} > output

cat <<'E'
software:  pgBackRest 2.45 and PostgreSQL 15 (Debian 12)
expected:  an exit code other than 0 for the second and the third, and a missing segment in the second
seen:      exit code 0 each time; the segment is not missed
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
untouched: exit code 0; status: ok; missing: 0 segment(s)
a segment in the middle taken away: exit code 0; status: ok; missing: 0 segment(s)
a file of the backup damaged: exit code 0; status: error; missing: 0 segment(s)
E
