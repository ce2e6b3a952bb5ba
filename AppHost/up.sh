# Sourced by ./platform: how everything is started on its folder, seen, and stopped.

# The processes of the AppHost that works on the folder: itself, the orchestrator, and what that started.
processes() {
    local found next
    found=$(cat "$folder/apphost.pid" 2>/dev/null) && kill -0 "$found" 2>/dev/null || return 0
    next=$(pgrep -f "dcp start-apiserver --monitor $found " || true)
    while [[ -n "$next" ]]; do found+=$'\n'$next next=$(pgrep -P "${next//$'\n'/,}" || true); done
    echo "$found"
}

address() { echo "http://localhost:$(grep -o "\"$1\": *[0-9]*" "$folder/ports.json" | grep -o '[0-9]*$')"; }

healthy() { for one in treaties reviews technical-assistance networks portal; do [[ "$(curl -fs "$(address $one)/health")" == '{"status":"healthy"'* ]] || return 1; done; }

is_up() { [[ -n "$(processes)" ]] || fail "the platform is down: ./platform up starts it"; }

usable_folder() { { mkdir -p "$folder" && [[ -w $folder ]]; } 2>/dev/null || fail "$folder has to be a folder that you can write to: remove what is there, or be its owner"; }

# Aspire's own start knows one platform for each clone; one on a folder of its own (a demonstration) is started beside it.
up() {
    local servers='' arguments=()
    while [[ $# -gt 0 ]]; do
        case $1 in
            --port | --replicas | --servers) [[ -n "${2:-}" ]] || refuse "$1 takes a value" ;;&
            --port) whole_number "$1" 65535 "$2" ;;
            --replicas) whole_number "$1" 100 "$2" ;;
            --servers) [[ $2 == local || $2 == containers ]] || refuse "$1 is containers or local, not $2"; servers=$2 ;;
            *) refuse "up does not know $1: it takes --port, --replicas and --servers. See ./platform help" ;;
        esac
        arguments+=("$1" "$2")
        shift 2
    done
    usable_folder
    exec 9>"$folder/up.lock" # held until everything is healthy; who comes meanwhile waits for it
    ! command -v flock >/dev/null || flock -n 9 || { echo 'The platform is being started already; waiting until everything is healthy.'; flock 9; }
    start 9>&-
    exec 9>&-
}

# With the options of up, which has read them. What it starts must not hold the lock.
start() {
    local how=() login=''
    if [[ -n "$(processes)" ]]; then
        ! healthy || { echo "The platform is already up: $(address portal) ($ways)"; return 0; }
        echo "The platform is already up, but not everything is healthy; waiting until it is (./platform status)."
        await
        return
    fi
    need_sdk
    need_servers "$servers"
    dotnet tool restore >/dev/null
    if [[ $folder == "$PWD/.platform" ]]; then
        ! built AppHost/bin/${Configuration:-Debug}/net10.0/AppHost.dll || how=(--no-build)
        login=$(aspire start --format Json "${how[@]}" -- "${arguments[@]}" 2>&1 | tee "$folder/up.log" | grep -o 'http://[^"]*/login?t=[^"]*') || not_started
        touch AppHost/bin/${Configuration:-Debug}/net10.0/AppHost.dll # also where a service alone was built
    else
        dotnet build AppHost --verbosity quiet >"$folder/up.log" || fail "it does not build: $(tail -n 20 "$folder/up.log")"
        DOTNET_ENVIRONMENT=Development setsid dotnet AppHost/bin/Debug/net10.0/AppHost.dll --Folder "$folder" "${arguments[@]}" >"$folder/up.log" 2>&1 </dev/null &
        until login=$(grep -om1 'http://[^ ]*/login?t=.*' "$folder/up.log"); do kill -0 $! 2>/dev/null || not_started; sleep 0.2; done
    fi
    await
}

# Why the AppHost did not start: in its own sentence where it has one.
not_started() { fail "$(grep -om1 'platform: .*' "$folder/up.log" | sed 's/platform: //' || { echo 'it does not start:'; tail -n 20 "$folder/up.log"; })"; }

await() {
    for _ in {1..1500}; do
        ! healthy || { printf 'The platform is up: %s (%s)\n' "$(address portal)" "$ways"; [[ -z "$login" ]] || echo "Dashboard: $login"; return 0; }
        [[ -n "$(processes)" ]] || fail "the AppHost ended: $(tail -n 20 "$folder/up.log")"
        sleep 0.2
    done
    fail "not everything became healthy within five minutes; see ./platform status${login:+, and $login}"
}

down() {
    local all
    nothing_else down nothing "$@"
    all=$(processes)
    [[ -n "$all" ]] || { echo "The platform is not up."; return 0; }
    kill -TERM "${all%%$'\n'*}"
    while kill -0 $all 2>/dev/null; do sleep 0.2; done # the last to go is a server that has sessions to end
    echo "The platform is down."
}
