#!/usr/bin/env bash
# ./platform demo loop: one State goes through all of it. It joins, is reviewed, its need is answered, its authority is asked and answers.
# Runs on databases of its own (.platform/demo), never on the register; leaves them up for looking at. Every call is sent again
# under its Idempotency-Key until it is answered, so a service that is killed meanwhile changes nothing in the end.

say() { printf '\n%s\n' "$bold$*$plain"; }
did() { printf '   %-34s %s\n' "$1" "$2"; }
travelled() { printf '      %s\n' "$dim$*$plain"; }
value() { grep -oE "\"$1\": ?(\"[^\"]*\"|[0-9]+)" | head -1 | sed -E 's/^"[^"]*": ?"?//; s/"$//'; }

declare -A tokens
token_of() { # role [state]
    local who=$1${2:+/$2}
    [[ -n "${tokens[$who]:-}" ]] || tokens[$who]=$(operate token --role "$1" ${2:+--state "$2"})
    token=${tokens[$who]}
}

# Sends it as somebody, until a service answers; $answer and $etag are what it said.
as() { # role[/state] method path [body]
    local who=$1 method=$2 path=$3 body=${4:-} key="loop-$run_id-$((++calls))" status tries=0 head=$folder/answer.head
    token_of "${who%%/*}" "$([[ $who != */* ]] || echo "${who#*/}")"
    while :; do
        status=$(curl --silent --show-error --max-time 30 -X "$method" "$url/api/$path" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
            -H "Idempotency-Key: $key" ${match:+-H "If-Match: $match"} ${body:+-d "$body"} -D "$head" -o $folder/answer.body -w '%{http_code}' 2>/dev/null) || status=000
        case $status in
            2??) break ;;
            000 | 502 | 503 | 504) ((++tries < 240)) || { echo "nobody answers $method $path" >&2; exit 1; }; sleep 0.5 ;;
            *) echo "$method $path as $who: $status" >&2; cat $folder/answer.body >&2; echo >&2; exit 1 ;;
        esac
    done
    answer=$(<$folder/answer.body)
    etag=$(grep -i '^etag:' "$head" | tr -d '\r' | cut -d' ' -f2-) || etag=
}

# The same on what exists already, under the tag it was last seen with.
change() { match=$etag; as "$@"; match=; }

# Facts travel: asks until the answer holds what is wanted.
until_holds() { # wanted role[/state] path
    local wanted=$1 tries=0
    shift
    while as "$1" GET "$2" && ! grep -qE "$wanted" <<<"$answer"; do
        ((++tries < 300)) || { echo "GET $2 never held $wanted: $answer" >&2; exit 1; }
        sleep 0.2
    done
}

match= calls=0 run_id=$(date +%s%N)

say "Starting a platform of its own on $url (.platform/demo)"
up --port 8090

today=$(date -u +%F) joined=$(date -u -d '-60 days' +%F)
as assistance-officer GET 'technical-assistance/non-parties?instrument=uncac'
state=$(grep -oE '"state":"[A-Z]{3}"' <<<"$answer" | head -1 | cut -d'"' -f4)
[[ -n "$state" ]] || { echo "Everybody has joined in this demonstration: remove .platform/demo to start over."; exit 1; }

# A reviewing State of the same regional group and one of another, both party to the convention.
as treaty-officer GET 'treaties/states?lang=en'
group_of() { grep -oE "\"code\":\"$1\"[^}]*\"regionalGroup\":\"[A-Z]+\"" <<<"$states" | grep -oE '[A-Z]+"$' | tr -d '"'; }
name_of() { grep -oE "\"code\":\"$1\",\"name\":\"[^\"]*\"" <<<"$states" | cut -d'"' -f8; }
states=$answer group=$(group_of "$state")
as treaty-officer GET 'treaties/instruments/uncac/parties'
parties=$(grep -oE '"state":"[A-Z]{3}"' <<<"$answer" | cut -d'"' -f4)
peer= other=
for one in $parties; do
    its=$(group_of "$one") || continue
    if [[ -z "$peer" && "$its" == "$group" ]]; then peer=$one; fi
    if [[ -z "$other" && "$its" != "$group" ]]; then other=$one; fi
    if [[ -n "$peer" && -n "$other" ]]; then break; fi
done

say "1. $(name_of "$state") joins the Convention against Corruption"
as treaty-officer POST treaties/instruments/uncac/actions "{\"state\":\"$state\",\"kind\":\"accession\",\"depositedOn\":\"$joined\",\"source\":\"Demonstration, no act of $state\"}"
did "treaty officer (Treaties)" "records the accession of $joined"
until_holds "\"state\":\"$state\"" review-officer 'reviews/mechanisms/uncac-irm/enrolments?limit=500'
until_holds '"function":"mutual-legal-assistance"' network-officer "networks/duties?state=$state"
travelled "treaties.action-deposited → Reviews enrols it, Networks opens the designations it owes, TechnicalAssistance strikes it off the candidates"

say "2. It is reviewed by $(name_of "$peer") and $(name_of "$other")"
as review-officer POST reviews/reviews "{\"mechanism\":\"uncac-irm\",\"cycle\":\"cycle-2\",\"state\":\"$state\",\"reviewers\":[\"$peer\",\"$other\"],\"startsOn\":\"$today\",\"note\":{\"reference\":\"Demonstration 1\",\"date\":\"$today\"}}"
review=$(value id <<<"$answer")
did "review officer (Reviews)" "opens the review"
change "permanent-mission/$state" POST "reviews/reviews/$review/focal-points" "{\"state\":\"$state\",\"person\":{\"name\":\"A. Example\",\"title\":\"Director\",\"email\":\"focal.point@state.example\"},\"note\":{\"reference\":\"Demonstration 2\",\"date\":\"$today\"}}"
did "permanent mission of $state" "names the focal point"
change "focal-point/$state" POST "reviews/reviews/$review/self-assessment" '{"answers":[{"article":"uncac art. 5","implemented":"yes","text":"The national strategy of 2024 is carried out."},{"article":"uncac art. 52","implemented":"in-part","text":"Beneficial owners are identified by banks, not yet by others.","assistanceWanted":"legislative-drafting"}]}'
did "focal point of $state" "submits the self-assessment"
change "focal-point/$peer" POST "reviews/reviews/$review/feedback" '{"text":"Article 5 is carried out well. How are beneficial owners of trusts identified?"}'
did "focal point of $peer" "gives its feedback"
change "focal-point/$other" POST "reviews/reviews/$review/feedback" '{"text":"A register of beneficial owners would close the gap under article 52."}'
did "focal point of $other" "gives its feedback"
change "focal-point/$peer" POST "reviews/reviews/$review/outcome" '{"summary":{"en":"The State has a sound strategy and needs a law on beneficial owners.","zh":"该国战略健全，需要制定受益所有人法。","ar":"لدى الدولة استراتيجية سليمة وتحتاج إلى قانون بشأن المالكين المستفيدين."},"findings":[{"kind":"good-practice","article":"uncac art. 5","text":"The strategy is measured every year and the results are published."},{"kind":"need","article":"uncac art. 52","text":"Help with drafting a law on beneficial owners.","need":{"kind":"legislative-drafting"}}]}'
did "focal point of $peer" "proposes the outcome: one good practice, one need"
change "focal-point/$state" POST "reviews/reviews/$review/agreement" '{"agreed":true}'
did "focal point of $state" "agrees"
stranger=$(curl -s -o /dev/null -w '%{http_code}' "$url/api/reviews/reviews/$review")
did "anybody else" "is told there is no such review ($stranger)"
change review-officer POST "reviews/reviews/$review/publication" '{}'
did "review officer" "publishes the outcome"
did "anybody else" "now reads it ($(curl -s -o /dev/null -w '%{http_code}' "$url/api/reviews/reviews/$review"))"

say "3. The need is answered"
until_holds "\"review\":\"$review\"" assistance-officer "technical-assistance/needs?state=$state"
travelled "reviews.need-identified → TechnicalAssistance takes the need over as its own"
need=$(grep -oE "\{\"id\":\"[^\"]*\",[^{}]*\"review\":\"$review\"" <<<"$answer" | value id)
as "focal-point/$state" POST technical-assistance/requests "{\"state\":\"$state\",\"needs\":[\"$need\"],\"instrument\":\"uncac\",\"articles\":[\"uncac art. 52\"],\"kind\":\"legislative-drafting\",\"description\":\"A draft law on beneficial owners, and training of those who will apply it.\",\"note\":{\"reference\":\"Demonstration 3\",\"date\":\"$today\"}}"
request=$(value id <<<"$answer")
did "focal point of $state (Assistance)" "requests assistance"
match=; as assistance-officer GET technical-assistance/programmes?limit=500
programme=$(grep -oE '"id":"[^"]*corruption[^"]*"' <<<"$answer" | head -1 | cut -d'"' -f4)
as assistance-officer GET "technical-assistance/requests/$request"
change assistance-officer POST "technical-assistance/requests/$request/decision" "{\"kind\":\"accepted\",\"programme\":\"$programme\"}"
did "assistance officer" "accepts it into $programme"
as assistance-officer POST technical-assistance/activities "{\"kind\":\"training\",\"title\":{\"en\":\"Drafting workshop on beneficial ownership\"},\"instruments\":[\"uncac\"],\"articles\":[\"uncac art. 52\"],\"beneficiaries\":[\"$state\",\"$peer\"],\"from\":\"$joined\",\"to\":\"$today\",\"place\":\"Vienna\",\"languages\":[\"en\"],\"source\":\"Demonstration 4\",\"programme\":\"$programme\",\"needs\":[\"$need\"],\"participants\":[{\"state\":\"$state\",\"female\":11,\"male\":9,\"notStated\":0},{\"state\":\"$peer\",\"female\":6,\"male\":7,\"notStated\":1}],\"funding\":[{\"donor\":\"$other\",\"amount\":42000,\"currency\":\"USD\"}]}"
activity=$(value id <<<"$answer")
did "assistance officer" "holds a workshop: 34 participants, 17 of them women; USD 42,000 from $other"
as assistance-officer POST technical-assistance/results "{\"kind\":\"law-adopted\",\"state\":\"$state\",\"title\":{\"en\":\"Act on the register of beneficial owners\"},\"articles\":[\"uncac art. 52\"],\"adoptedOn\":\"$today\",\"needs\":[\"$need\"],\"activities\":[\"$activity\"],\"source\":\"Demonstration 5\"}"
did "assistance officer" "reports the law that was adopted"
as "focal-point/$state" GET "technical-assistance/needs/$need"
change "focal-point/$state" POST "technical-assistance/needs/$need/met" "{\"metOn\":\"$today\",\"statement\":\"The law is in force.\"}"
did "focal point of $state" "says that the need is met"
until_holds '"answeredOn":"' review-officer "reviews/reviews/$review"
travelled "technical-assistance.need-met → Reviews shows the observation answered"

say "4. Its authority is named, asked, and answers"
designate() { # state name
    as "central-authority/$1" POST networks/authorities "{\"state\":\"$1\",\"details\":{\"names\":{\"en\":\"$2\"},\"functions\":[{\"function\":\"mutual-legal-assistance\",\"instrument\":\"uncac\"}],\"languages\":[\"en\"],\"email\":\"mla@justice.example\",\"source\":{\"reference\":\"Demonstration 6\",\"date\":\"$today\"}}}"
    value id <<<"$answer" >$folder/authority
}
designate "$state" "Central Authority of $(name_of "$state")"
did "central authority of $state (Networks)" "is designated: the duty that the deposit opened is closed"
designate "$other" "Office for Mutual Legal Assistance"
sender=$(<$folder/authority)
as "central-authority/$other" GET "networks/authorities?function=mutual-legal-assistance&instrument=uncac&state=$state"
found=$(value id <<<"$answer")
did "central authority of $other" "finds it by function and treaty"
as "central-authority/$other" POST networks/requests "{\"from\":\"$sender\",\"to\":\"$found\",\"instrument\":\"uncac\",\"article\":\"uncac art. 46\",\"urgent\":false,\"subject\":\"Company records\",\"text\":\"Please tell us the registered owners of the company named in the annex.\"}"
asked=$(value id <<<"$answer")
did "central authority of $other" "sends a request for information"
as "central-authority/$state" GET "networks/requests/$asked"
change "central-authority/$state" POST "networks/requests/$asked/acknowledgement" '{}'
change "central-authority/$state" POST "networks/requests/$asked/answer" '{"text":"The owners are the two persons named in the attached extract."}'
did "central authority of $state" "acknowledges and answers"
as "central-authority/$other" GET "networks/requests/$asked"
did "central authority of $other" "reads the answer ($(grep -oE '"stage":"[a-z]*"' <<<"$answer" | cut -d'"' -f4))"
token_of network-officer
did "network officer" "cannot read it ($(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "$url/api/networks/requests/$asked")), but counts it: $(as network-officer GET networks/figures/requests; value certain <<<"$answer")"

say "5. What it all adds up to"
figure() { as "$1" GET "$2/figures/$3"; did "$2" "$4: $(value certain <<<"$answer")"; }
figure treaty-officer treaties "parties?instrument=uncac" "parties to the convention"
figure review-officer reviews published-outcomes "outcomes published"
figure assistance-officer technical-assistance needs "needs, public"
figure assistance-officer technical-assistance participations "participations"
figure assistance-officer technical-assistance laws-adopted "laws adopted"
figure network-officer networks authorities "authorities designated"
for service in treaties reviews technical-assistance networks; do
    as operator GET "$service/operations/verify?full=true"
    did "$service" "$(value entries <<<"$answer") journal entries, sound: $(grep -oE '"sound": ?(true|false)' <<<"$answer" | grep -oE '(true|false)')"
done

say "6. And what waits now for whoever signs in"
# Another party of the same regional group that has not been reviewed here.
as review-officer GET 'reviews/reviews?limit=500'
reviewed=$answer third=
for one in $parties; do
    if [[ $one != "$state" && $one != "$peer" && $one != "$other" ]] && its=$(group_of "$one") && [[ "$its" == "$group" ]] && ! grep -q "\"$one\"" <<<"$reviewed"; then third=$one && break; fi
done

open_review() { # cycle state reviewer reviewer
    as review-officer POST reviews/reviews "{\"mechanism\":\"uncac-irm\",\"cycle\":\"$1\",\"state\":\"$2\",\"reviewers\":[\"$3\",\"$4\"],\"startsOn\":\"$today\",\"note\":{\"reference\":\"Demonstration 7\",\"date\":\"$today\"}}"
    opened=reviews/reviews/$(value id <<<"$answer")
}
assess() { # state: names its focal point and answers
    change "permanent-mission/$1" POST "$opened/focal-points" "{\"state\":\"$1\",\"person\":{\"name\":\"B. Example\",\"title\":\"Director\",\"email\":\"focal.point@party.example\"},\"note\":{\"reference\":\"Demonstration 8\",\"date\":\"$today\"}}"
    change "focal-point/$1" POST "$opened/self-assessment" '{"answers":[{"article":"uncac art. 5","implemented":"yes","text":"The strategy is carried out."}]}'
}
feedback() { change "focal-point/$1" POST "$opened/feedback" '{"text":"Article 5 is carried out."}'; }

open_review cycle-1 "$state" "$peer" "$other"
did "permanent mission of $state" "is to name the focal point of a second review"
if [[ -n "$third" ]]; then
    open_review cycle-2 "$third" "$state" "$other"
    assess "$third"
    feedback "$other"
    did "focal point and expert of $state" "are to give their feedback on $(name_of "$third")"
    open_review cycle-1 "$third" "$peer" "$other"
    assess "$third"
    feedback "$peer"
    feedback "$other"
    change "focal-point/$peer" POST "$opened/outcome" '{"summary":{"en":"The strategy is sound."},"findings":[{"kind":"good-practice","article":"uncac art. 5","text":"The strategy is measured every year."}]}'
    change "focal-point/$third" POST "$opened/agreement" '{"agreed":true}'
    did "review officer" "is to publish what $(name_of "$third") has agreed to"
fi
as "focal-point/$state" POST technical-assistance/requests "{\"state\":\"$state\",\"instrument\":\"uncac\",\"kind\":\"legal-advice\",\"description\":\"Advice on the protection of reporting persons.\",\"note\":{\"reference\":\"Demonstration 9\",\"date\":\"$today\"}}"
did "assistance officer" "is to decide a request of $(name_of "$state")"
as "central-authority/$other" POST networks/requests "{\"from\":\"$sender\",\"to\":\"$found\",\"instrument\":\"uncac\",\"article\":\"uncac art. 46\",\"urgent\":true,\"subject\":\"Bank records\",\"text\":\"Please tell us who has opened the account named in the annex.\"}"
did "central authority of $state" "is to acknowledge a request of $(name_of "$other")"
as network-officer GET "networks/figures/duties-open"
did "network officer" "is told of designations that are owed: $(value certain <<<"$answer")"

# A party to the convention against organized crime that has not joined its firearms protocol.
as treaty-officer GET 'treaties/instruments/untoc/parties'
bound=$answer joins=
as treaty-officer GET 'technical-assistance/non-parties?instrument=untoc-firearms'
for one in $(grep -oE '"state":"[A-Z]{3}"' <<<"$answer" | cut -d'"' -f4); do
    if grep -q "\"state\":\"$one\"" <<<"$bound"; then joins=$one && break; fi
done
if [[ -n "$joins" ]]; then
    as treaty-officer POST treaties/instruments/untoc-firearms/actions "{\"state\":\"$joins\",\"kind\":\"accession\",\"depositedOn\":\"$today\",\"source\":\"Demonstration, no act of $joins\"}"
    did "treaty officer" "sees when the accession of $(name_of "$joins") takes effect ($(value effectiveOn <<<"$answer"))"
fi

say "It stays up for looking at: $url/reviews/$review; sign in as any of these at $url/work. Stop it with ./platform demo down"
