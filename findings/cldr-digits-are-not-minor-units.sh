#!/usr/bin/env bash
# A good engineer guesses: the digits that Unicode gives for a currency are the minor unit of ISO 4217, as every formatter takes them to be.
# What happens: they are those in which prices are usually written. Sixteen currencies in use have fewer than ISO 4217 says, mostly 0 for 2, and
#   the Iraqi dinar 0 for 3. Formatters that go by the data round amounts (Intl of Node 20: no digits for IQD, IRR, LBP).
# Where it hurts: a contribution of 1 234 567.85 Colombian pesos or Hungarian forints is shown, and added up from what is shown, without its cents.
# Our product: takes the minor unit from ISO 4217, services/TechnicalAssistance/Registers/Currency.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts cldr-core@48.2.0 currency-codes@2.2.0 > npm.log || { cat npm.log; exit 2; }
cat > finding.mjs <<'E'
import { createRequire } from 'node:module';
import codes from 'currency-codes';

const fractions = createRequire(import.meta.url)('cldr-core/supplemental/currencyData.json').supplemental.currencyData.fractions;
const digits = code => Number((fractions[code] ?? fractions.DEFAULT)._digits);
for (const { code, currency, digits: iso } of codes.data.filter(it => !it.code.startsWith('X') && digits(it.code) < it.digits))
  console.log(`${code} ${currency}: ISO 4217 ${iso}, CLDR ${digits(code)}`);
E
node finding.mjs > output

cat <<'E'
software:  cldr-core 48.2.0 (currencyData), beside currency-codes 2.2.0 (ISO 4217)
expected:  the same digits for every currency
seen:      sixteen currencies with fewer digits in CLDR
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
AFN Afghani: ISO 4217 2, CLDR 0
ALL Lek: ISO 4217 2, CLDR 0
COP Colombian Peso: ISO 4217 2, CLDR 0
HUF Forint: ISO 4217 2, CLDR 0
IDR Rupiah: ISO 4217 2, CLDR 0
IQD Iraqi Dinar: ISO 4217 3, CLDR 0
IRR Iranian Rial: ISO 4217 2, CLDR 0
KPW North Korean Won: ISO 4217 2, CLDR 0
LAK Lao Kip: ISO 4217 2, CLDR 0
LBP Lebanese Pound: ISO 4217 2, CLDR 0
MGA Malagasy Ariary: ISO 4217 2, CLDR 0
MMK Kyat: ISO 4217 2, CLDR 0
PKR Pakistan Rupee: ISO 4217 2, CLDR 0
SOS Somali Shilling: ISO 4217 2, CLDR 0
SYP Syrian Pound: ISO 4217 2, CLDR 0
YER Yemeni Rial: ISO 4217 2, CLDR 0
E
