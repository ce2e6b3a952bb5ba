# Sourced by ./platform: the tests of the whole solution, or a part of them.

# Everything is built once; one PostgreSQL, RabbitMQ and Redis serve the assemblies of a whole run, and end with this shell, however it ends: with their input.
tests() {
    local filter='Category!=Long&Category!=Campaign' campaign='' outcome=0 variable
    case "${1:-}" in
        --campaign) campaign='Category=Campaign' && shift ;;
        --all) filter='Category!=Campaign' campaign='Category=Campaign' && shift ;;
    esac
    [[ "${1:-}" != -* ]] || refuse "test does not know $1: it takes --campaign, --all and a FILTER. See ./platform help"
    nothing_else test 'one FILTER' "${@:2}"
    usable_folder
    if [[ -n "${1:-}" ]]; then
        [[ $1 == *[=~]* ]] || set -- "FullyQualifiedName~$1"
        filter="($1)&($filter)" campaign=${campaign:+"($1)&($campaign)"}
    fi
    need_sdk
    need_servers "${TestServers__kind:-}"
    [[ "$(uname -s)" != Linux ]] || need chromium pgbackrest nodejs npm jq # in which the tests look at the pages; by which backups are made; with which others call the interfaces
    rm -rf "$folder/test-results"
    dotnet build Platform.sln --verbosity quiet --nologo --consoleLoggerParameters:NoSummary || { printf 'The solution does not build.\n0 passed, 1 failed\n'; return 1; }
    export DOTNET_TieredPGO=0 # a test run, and every process started in it, is over before profiles pay: a fifth less processor time without
    if [[ -z "${1:-}" ]]; then # for part of the tests each assembly starts what it asks for
        coproc TEST_SERVERS { exec dotnet tests/Servers/bin/Debug/net10.0/Servers.dll; }
        while read -r variable <&"${TEST_SERVERS[0]}" && [[ -n $variable ]]; do export "${variable?}"; done
        [[ -n "${TestServers__cache:-}" ]] || fail "the servers behind the tests did not start; see above."
    fi
    run_tests "$filter" || outcome=$?
    [[ -z $campaign ]] || run_tests "$campaign" || outcome=$? # by itself: it needs the machine
    find "$folder/test-results" -name '*.trx' -exec grep -aho '<Counters [^>]*' {} + 2>/dev/null | awk -v outcome=$outcome '
        { match($0, / passed="[0-9]+/); passed += substr($0, RSTART + 9, RLENGTH - 9); match($0, / failed="[0-9]+/); failed += substr($0, RSTART + 9, RLENGTH - 9) }
        END { if (outcome && !failed) { print "The run itself failed (see above); it counts as one."; failed = 1 }
              printf "%d passed, %d failed\n", passed, failed; exit failed || !passed }' # the last line is what CI reads
}

run_tests() {
    dotnet test Platform.sln --no-build --nologo --logger 'console;verbosity=minimal' --logger 'trx;LogFilePrefix=tests' --results-directory "$folder/test-results" \
        --blame-hang-timeout 20m --blame-hang-dump-type none --filter "$1" | # a test that hangs fails by its name
        { grep --line-buffered -avE '^(Test run for|A total of|Results File|No test matches|$)' || true; }
}
