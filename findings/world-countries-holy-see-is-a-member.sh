#!/usr/bin/env bash
# A good engineer guesses: the field "unMember" of a data set of the countries of the world counts the 193 members of the United Nations.
# What happens: 194 are marked. The Holy See, a non-member observer State, is one of them, and the only "member" without a regional group.
#   Kosovo, for which ISO 3166 has no code, is "UNK", which is not among the codes that ISO leaves to users (XAA to XZZ).
# Where it hurts: a share of parties among members, or a chart by regional group, is one off, and a check "193" fails at the wrong end.
# Our product: has its own list, corrected, with sources: data/states/participants.csv and data/README.md.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts world-countries@5.1.0 > npm.log || { cat npm.log; exit 2; }
cat > finding.mjs <<'E'
import countries from 'world-countries';

const members = countries.filter(it => it.unMember);
console.log(`members: ${members.length}`);
for (const code of ['VAT', 'PSE'])
  console.log(`${code}: member ${countries.find(it => it.cca3 === code).unMember}`);
console.log(`members without a regional group: ${members.filter(it => !it.unRegionalGroup).map(it => it.cca3).join(' ')}`);
console.log(`alpha-3 of XK: ${countries.find(it => it.cca2 === 'XK').cca3}`);
E
node finding.mjs > output

cat <<'E'
software:  world-countries 5.1.0
expected:  193 members; the Holy See and Palestine are none; every member has a regional group
seen:      194 members, the Holy See among them, in no group
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
members: 194
VAT: member true
PSE: member false
members without a regional group: VAT
alpha-3 of XK: UNK
E
