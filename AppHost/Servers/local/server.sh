# Sourced by the scripts beside it. Each becomes one of the distribution's servers, in the foreground and on loopback, and takes from
# its environment: FOLDER (all that it keeps), PORT, PASSWORD; and from tests DURABLE=no, where nothing has to outlive a power cut, and
# ENDS_WITH_STARTER, the signal it gets when the thread that started it is gone. The orchestrator sees to that itself.
set -euo pipefail
umask 077

fail() { echo "$*" >&2; exit 3; }

# The first of the programs that is there.
program() {
    local server=$1 candidate
    shift
    for candidate in "$@"; do command -v "$candidate" && return; done
    fail "$server is not installed. Install the servers with: sudo apt-get install -y --no-install-recommends rabbitmq-server redis-server postgresql"
}

# With "check" a script only says what is missing.
only_check() { [[ ${1:-} != check ]] || exit 0; }

# Makes a folder that only the server's user can open. Root becomes that user (PostgreSQL refuses root); anybody else stays who they are.
own_folder() {
    user=
    [[ $EUID != 0 ]] || user=$1
    install -d -m 0700 ${user:+-o "$user" -g "$user"} "$FOLDER"
    as_user test -w "$FOLDER" || fail "The user $user cannot reach $FOLDER: every folder above it must be open to other users (chmod o+x)."
    FOLDER=$(cd "$FOLDER" && pwd -P)
    cd "$FOLDER"
    # One server works on a folder. Held by the server and all it starts: one that was killed may need a moment to be gone.
    exec 9>lock
    flock -w 30 9 || fail "Another server works on $FOLDER."
}

# Becomes a program that runs as the server's user and gets the signal when who started it is gone.
become() { exec setpriv ${user:+--reuid "$user" --regid "$user" --init-groups} --pdeathsig "$1" "${@:2}"; }

# Runs a program as the server's user to its end.
as_user() { (become TERM "$@"); }

# Takes a file that only the user can read from standard input. A file, because anybody may read a command line.
settings() {
    cat >"$FOLDER/$1"
    [[ -z $user ]] || chown "$user:" "$FOLDER/$1"
}
