#!/usr/bin/env bash
# A good engineer guesses: a library of ISO 3166 names, in some eighty languages, finds a State by the name ISO 3166 and the United Nations give it.
# What happens: getAlpha2Code knows one or a few names for each: "Vietnam" and not "Viet Nam", "Cape Verde" and not "Cabo Verde". In French
#   it knows neither "Iraq" nor "Fédération de Russie" nor "République de Corée", in Russian not "Китай" (China), in Chinese not "印度尼西亚" (Indonesia).
# Where it hurts: lists of parties and of participants, written with the official names, are read with holes: no error, only undefined.
# Our product: reads codes, never names; names in six languages are shown from data/states/participants.csv.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts i18n-iso-countries@7.14.0 > npm.log || { cat npm.log; exit 2; }
cat > finding.mjs <<'E'
import countries from 'i18n-iso-countries';

for (const [language, official, common] of [
  ['en', 'Viet Nam', 'Vietnam'], ['en', 'Cabo Verde', 'Cape Verde'], ['en', 'Republic of Moldova', 'Moldova, Republic of'],
  ['fr', 'Iraq', 'Irak'], ['fr', 'Fédération de Russie', 'Russie'], ['fr', 'République de Corée', 'Corée du Sud'],
  ['es', 'Estados Unidos de América', 'Estados Unidos'], ['es', 'Kenya', 'Kenia'],
  ['ru', 'Китай', 'КНР (Китайская Народная Республика)'], ['zh', '印度尼西亚', '印尼'], ['ar', 'الاتحاد الروسي', 'روسيا'],
])
  console.log(`${language}: ${official} ${countries.getAlpha2Code(official, language)}; ${common} ${countries.getAlpha2Code(common, language)}`);
E
node finding.mjs > output

cat <<'E'
software:  i18n-iso-countries 7.14.0, getAlpha2Code
expected:  each official name gives its code
seen:      none of the official ones does; the common ones beside them do
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
en: Viet Nam undefined; Vietnam VN
en: Cabo Verde undefined; Cape Verde CV
en: Republic of Moldova undefined; Moldova, Republic of MD
fr: Iraq undefined; Irak IQ
fr: Fédération de Russie undefined; Russie RU
fr: République de Corée undefined; Corée du Sud KR
es: Estados Unidos de América undefined; Estados Unidos US
es: Kenya undefined; Kenia KE
ru: Китай undefined; КНР (Китайская Народная Республика) CN
zh: 印度尼西亚 undefined; 印尼 ID
ar: الاتحاد الروسي undefined; روسيا RU
E
