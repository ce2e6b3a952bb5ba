#!/usr/bin/env bash
# A good engineer guesses: a library for RFC 5545 expands yearly rules as its table in section 3.3.10 says.
# What happens: in ical.js a yearly rule from 29 February falls on 1 March in other years (an invalid date must be left out, section 3.3.10);
#   BYWEEKNO=1 with a day gives every week of the year from the second on; BYDAY=20MO gives every Monday from the 20th on;
#   and BYMONTHDAY without BYMONTH stays in one month instead of all twelve (the last is the same in Ical.Net 5.2.4).
# Where it hurts: anniversaries and yearly sessions ("the Monday of week 21") are put on wrong days in web calendars.
# Our product: writes no recurrence rules; deadlines are computed and stored as days.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 rrule@2.8.1 > npm.log || { cat npm.log; exit 2; }
cat > finding.mjs <<'E'
import ICAL from 'ical.js';
import rrule from 'rrule';

for (const [rule, start] of [
  ['FREQ=YEARLY', '2024-02-29'],
  ['FREQ=YEARLY;BYWEEKNO=21;BYDAY=MO', '2024-05-20'],
  ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19'],
  ['FREQ=YEARLY;BYMONTHDAY=15', '2024-01-15'],
]) {
  const days = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(start));
  const found = Array.from({ length: 4 }, () => days.next().toString().slice(0, 10));
  const others = rrule.RRule.fromString(`DTSTART:${start.replaceAll('-', '')}T000000Z\nRRULE:${rule}`).all((_, count) => count < 4).map(it => it.toISOString().slice(0, 10));
  console.log(`${rule} from ${start}: ical.js ${found.join(' ')}; rrule ${others.join(' ')}`);
}
E
node finding.mjs > output

cat <<'E'
software:  ical.js 2.2.1, beside rrule 2.8.1
expected:  both as the RFC: leap years only; the Monday of week 21, of week 20, and the 15th of every month
seen:      ical.js differs in all four
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
FREQ=YEARLY from 2024-02-29: ical.js 2024-02-29 2025-03-01 2026-03-01 2027-03-01; rrule 2024-02-29 2028-02-29 2032-02-29 2036-02-29
FREQ=YEARLY;BYWEEKNO=21;BYDAY=MO from 2024-05-20: ical.js 2024-05-27 2024-06-03 2024-06-10 2024-06-17; rrule 2024-05-20 2025-05-19 2026-05-18 2027-05-24
FREQ=YEARLY;BYDAY=20MO from 1997-05-19: ical.js 1997-05-19 1997-05-26 1997-06-02 1997-06-09; rrule 1997-05-19 1998-05-18 1999-05-17 2000-05-15
FREQ=YEARLY;BYMONTHDAY=15 from 2024-01-15: ical.js 2024-01-15 2025-01-15 2026-01-15 2027-01-15; rrule 2024-01-15 2024-02-15 2024-03-15 2024-04-15
E
