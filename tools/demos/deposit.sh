#!/usr/bin/env bash
# ./platform demo deposit: a State joins, the other services learn it, one of them is killed and misses nothing.
# Runs on databases of its own (.platform/demo), never on the register; leaves them up for looking at.

say() { printf '\n%s\n' "$bold$*$plain"; }
get() { curl --fail --silent --show-error "$url/api/$1" ${2:+-H "Authorization: Bearer $2"}; }
number() { grep -oE "\"$1\": ?[0-9]+" | head -1 | grep -oE '[0-9]+$'; }
token() { operate token --role "$1"; }

# Asks until the answer is the one wanted: facts travel, nobody waits for them in a request.
until_is() {
    local wanted=$1 seen tries=0
    shift
    while seen=$("$@" 2>/dev/null || true) && [[ "$seen" != "$wanted" ]]; do
        ((++tries < 300)) || { echo "still $seen, wanted $wanted" >&2; exit 1; }
        sleep 0.2
    done
    echo "$seen"
}

parties_in_treaties() { get 'treaties/instruments/untoc/parties' | number certain; }
parties_in_reviews() { get 'reviews/parties?instrument=untoc' | number certain; }
not_party() { get "technical-assistance/non-parties?instrument=untoc" | grep -o '"state":"[A-Z]*"' | cut -d'"' -f4; }
candidates() { not_party | wc -l; }
duties_of() { get "networks/duties?state=$1" "$network_officer" | grep -o '"instrument":"untoc"' | wc -l; }
pid_of() { for pid in $(processes); do ! grep -qaz "services/$1/" "/proc/$pid/cmdline" || echo "$pid"; done; }

deposit() {
    curl --fail-with-body --silent --show-error -X POST "$url/api/treaties/instruments/untoc/actions" \
        -H "Authorization: Bearer $treaty_officer" -H 'Content-Type: application/json' -H "Idempotency-Key: demo-$1" \
        -d "{\"state\":\"$1\",\"kind\":\"accession\",\"depositedOn\":\"$(date -u +%F)\",\"source\":\"Demonstration, no act of $1\"}"
}

say "Starting a platform of its own on $url (.platform/demo)"
up --port 8090
treaty_officer=$(token treaty-officer) network_officer=$(token network-officer) operator=$(token operator)

mapfile -t joining < <(not_party)
[[ ${#joining[@]} -ge 2 ]] || { echo "Everybody has joined in this demonstration: remove .platform/demo to start over."; exit 1; }
first=${joining[0]} second=${joining[1]}
before=$(parties_in_treaties) left=$(candidates)

say "1. Before: UNTOC has $before parties; $left States have not joined, $first and $second among them"

say "2. The treaty officer records that $first deposited its accession today (Treaties)"
deposit "$first" | grep -oE '"calculation":\[[^]]*\]' | sed 's/"calculation":/   /' || true
echo "   parties in Treaties:                              $(until_is $((before + 1)) parties_in_treaties)"

say "3. One fact, treaties.action-deposited, travels over RabbitMQ into three services"
echo "   Reviews counts the parties it reviews:            $(until_is $((before + 1)) parties_in_reviews)"
echo "   TechnicalAssistance has candidates left:          $(until_is $((left - 1)) candidates)"
echo "   Networks opened designations that $first owes:      $(duties_of "$first")"

say "4. Reviews is killed (SIGKILL), and $second deposits meanwhile"
kill -KILL "$(pid_of Reviews)"
deposit "$second" >/dev/null
echo "   parties in Treaties:                              $(until_is $((before + 2)) parties_in_treaties)"
echo "   Reviews is back and has caught up by itself:      $(until_is $((before + 2)) parties_in_reviews)"

say "5. The same deposit sent again under its key changes nothing"
deposit "$second" >/dev/null
echo "   parties in Treaties:                              $(parties_in_treaties)"

say "6. Every journal verifies: each hash, each stream, the chain over all of it"
for service in treaties reviews technical-assistance networks; do
    report=$(get "$service/operations/verify?full=true" "$operator")
    printf '   %-22s %6s entries, sound: %s\n' "$service" "$(number entries <<<"$report")" "$(grep -oE '"sound": ?(true|false)' <<<"$report" | grep -oE '(true|false)')"
done

say "It stays up for looking at: $url. Stop it with ./platform demo down"
