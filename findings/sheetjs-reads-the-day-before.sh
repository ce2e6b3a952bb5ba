#!/usr/bin/env bash
# A good engineer guesses: a day in a spreadsheet, which has no time and no zone, is read as that day wherever the program runs.
# What happens: with cellDates the day becomes a moment by the zone of the machine, counted from 1900 with the offset of that year. Where that
#   offset had seconds (Nairobi, Moscow, Shanghai, Kolkata, Riyadh …) the result is some seconds before midnight: the day before.
# Where it hurts: every date of ratification imported at an office in Nairobi is a day early, and right at headquarters in Vienna.
# Our product: reads no workbooks; its imports are CSV with YYYY-MM-DD, services/Treaties/Import/StatusExport.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 > npm.log || { cat npm.log; exit 2; }
cat > finding.mjs <<'E'
import { spawnSync } from 'node:child_process';
import XLSX from 'xlsx';

if (process.env.TZ) {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, { '!ref': 'A1', A1: { t: 'n', v: 41640, z: 'yyyy-mm-dd' } }, 'acts');
  const read = XLSX.read(XLSX.write(book, { type: 'buffer' }), { cellDates: true }).Sheets.acts.A1.v;
  const two = number => String(number).padStart(2, "0");
  const day = [read.getFullYear(), two(read.getMonth() + 1), two(read.getDate())].join("-");
  console.log(`${process.env.TZ}: ${day} ${[read.getHours(), read.getMinutes(), read.getSeconds()].map(two).join(":")}`);
} else {
  for (const zone of ['UTC', 'Europe/Vienna', 'America/New_York', 'Africa/Nairobi', 'Europe/Moscow', 'Asia/Shanghai', 'Asia/Kolkata'])
    process.stdout.write(spawnSync(process.execPath, ['finding.mjs'], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }).stdout);
}
E
env -u TZ node finding.mjs > output

cat <<'E'
software:  xlsx (SheetJS) 0.18.5, cellDates: true
expected:  2014-01-01 in every zone
seen:      31 December 2013 in Nairobi, Moscow, Shanghai and Kolkata
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
UTC: 2014-01-01 00:00:00
Europe/Vienna: 2014-01-01 00:00:00
America/New_York: 2014-01-01 00:00:00
Africa/Nairobi: 2013-12-31 23:59:44
Europe/Moscow: 2013-12-31 23:59:43
Asia/Shanghai: 2013-12-31 23:59:17
Asia/Kolkata: 2013-12-31 23:59:50
E
