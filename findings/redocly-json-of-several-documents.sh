#!/usr/bin/env bash
# A good engineer guesses: lint --format=json answers with one JSON document, however many files are looked at.
# What happens: it writes one object a file, one directly behind the other, with nothing between and nothing around them.
# Where it hurts: a program that reads the output stops at the second file, or reads the first and finds the others clean.
# Our product: tests/Platform.Tests/Interfaces/Clients reads what is found in each document by itself.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > npm.log && npm install --no-fund --no-audit @redocly/cli@2.77.0 >> npm.log 2>&1 || { cat npm.log; exit 2; }
for name in one two; do
    printf '{ "openapi": "3.1.1", "info": { "title": "%s", "version": "1" }, "paths": {} }\n' "$name" > $name.json
done
npx redocly lint one.json two.json --extends=minimal --format=json > lint.out 2> lint.err || true
cat > read.js <<'E'
const text = require('fs').readFileSync('lint.out', 'utf8').trim();
try { JSON.parse(text); console.log('one JSON document'); } catch (e) { console.log(e.name); }
let depth = 0, objects = 0, quoted = false;
for (let i = 0; i < text.length; i++) {
  const c = text[i];
  if (quoted) { if (c === '\\') i++; else if (c === '"') quoted = false; }
  else if (c === '"') quoted = true;
  else if (c === '{') { if (depth++ === 0) objects++; }
  else if (c === '}') depth--;
}
console.log(`${objects} objects side by side`);
E
node read.js > output

cat <<'E'
software:  @redocly/cli 2.77.0
expected:  one JSON document for both files
seen:      two objects, one directly behind the other
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
SyntaxError
2 objects side by side
E
