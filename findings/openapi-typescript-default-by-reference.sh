#!/usr/bin/env bash
# A good engineer guesses: whether a property may be left out of a request is said by "required" alone, and a schema means the same where it stands as
#   where it is referred to.
# What happens: a property with a "default" that is not required may be left out when its schema stands in the request body itself, and must be sent
#   when the same schema is a component that is referred to.
# Where it hurts: a client of a document whose requests are named (as every generator of servers names them) must send each default.
# Our product: docs/api/README.md generates with --default-non-nullable=false, which takes "required" for what it says; a test walks with that client.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > npm.log && npm install --no-fund --no-audit openapi-typescript@7.13.0 typescript@5.9.3 >> npm.log 2>&1 || { cat npm.log; exit 2; }

cat > api.json <<'E'
{ "openapi": "3.1.1", "info": { "title": "t", "version": "1" }, "paths": {
  "/here": { "post": { "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "required": ["text"],
    "properties": { "text": { "type": "string" }, "urgent": { "type": "boolean", "default": false } } } } } }, "responses": { "204": { "description": "Done" } } } },
  "/there": { "post": { "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Asked" } } } }, "responses": { "204": { "description": "Done" } } } } },
  "components": { "schemas": { "Asked": { "type": "object", "required": ["text"], "properties": { "text": { "type": "string" }, "urgent": { "type": "boolean", "default": false } } } } } }
E
cat > asks.ts <<'E'
import type { paths } from './api';
export const here: paths['/here']['post']['requestBody']['content']['application/json'] = { text: 'a' };
export const there: paths['/there']['post']['requestBody']['content']['application/json'] = { text: 'a' };
E
for switch in '' --default-non-nullable=false; do
    npx openapi-typescript api.json $switch --output api.ts > generator.log 2>&1 || { cat generator.log; exit 2; }
    echo "openapi-typescript $switch"
    npx tsc --noEmit --strict --moduleResolution bundler --module esnext asks.ts > tsc.log || true
    sed -nE 's/^asks\.ts\(([0-9]+),.*error (TS[0-9]+).*/  line \1: \2/p' tsc.log
done > output

cat <<'E'
software:  openapi-typescript 7.13.0, typescript 5.9.3
expected:  {"text":"a"} is a request in both places
seen:      where the schema is referred to, "urgent" is missing (TS2741), unless a switch is given
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
openapi-typescript 
  line 3: TS2741
openapi-typescript --default-non-nullable=false
E
