# Sourced by ./platform: what has to be on the machine, and how it gets there.

need_sdk() { dotnet --version >/dev/null 2>&1 || fail "the .NET SDK 10 is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."; }

is_there() {
    case $1 in
        rabbitmq-server) AppHost/Servers/local/rabbitmq.sh check ;;
        redis-server) AppHost/Servers/local/redis.sh check ;;
        postgresql) AppHost/Servers/local/postgres.sh check ;;
        nodejs) command -v node ;;
        *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

engine_answers() { timeout 3 docker info >/dev/null 2>&1 || timeout 3 podman info >/dev/null 2>&1; }

# The servers, where no container engine answers. Somebody else's, given by connection string, need no installing.
need_servers() {
    [[ "${1:-}" == containers || -n "${ConnectionStrings__messaging:-}" ]] || { [[ "${1:-}" != local ]] && engine_answers; } || need rabbitmq-server redis-server postgresql
}

need() {
    local missing=() sudo=() one answer command
    for one in "$@"; do is_there "$one" || missing+=("$one"); done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    command="apt-get install -y --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null || fail "start a container engine, or install ${missing[*]} with your distribution's package manager, without starting any as a service."
    if [[ $EUID != 0 ]]; then
        command -v sudo >/dev/null || fail "ask an administrator for: $command"
        sudo=(sudo) && [[ -t 0 ]] || sudo=(sudo -n)
    fi
    if [[ -t 0 && -t 1 ]]; then
        read -r -p "Missing: ${missing[*]}. Install with apt-get, without starting any of them as a service? [Y/n] " answer
        [[ "$answer" != [nN]* ]] || fail "nothing installed. The command is: sudo $command"
    fi
    echo "Installing ${missing[*]} (apt-get); none of them is started as a service."
    "${sudo[@]}" AppHost/Servers/local/install.sh "${missing[@]}" || fail "the installation failed. The command is: sudo $command"
}
