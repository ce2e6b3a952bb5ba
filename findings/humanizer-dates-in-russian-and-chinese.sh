#!/usr/bin/env bash
# A good engineer guesses: a library that writes dates in words in many languages writes "29 сентября 2003" in Russian, as any Russian
#   text does, and a Chinese date with year, month and day and their signs.
# What happens: the pattern is the English one with parts put in: Russian has an ordinal ending and the month in the nominative
#   ("29-й сентябрь 2003"), Chinese the order day, month, year and none of the signs ("29 九月 2003"). French and Spanish are right.
# Where it hurts: dates of deposit in a letter or report of a secretariat read as machine-made, in two of the six languages.
# Our product: does not use it; each language has its own pattern, services/Portal/Languages/Language.cs (Day).
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Humanizer" Version="[3.0.10]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.Globalization;
using Humanizer;

foreach (var language in new[] { "fr", "es", "ru", "zh-Hans" })
{
    CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(language);
    Console.WriteLine($"{language}: {new DateOnly(2003, 9, 29).ToOrdinalWords()}; {new DateOnly(2014, 1, 1).ToOrdinalWords()}");
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Humanizer 3.0.10, DateOnly.ToOrdinalWords()
expected:  ru: 29 сентября 2003 (г.); zh-Hans: 2003年9月29日
seen:      ru: 29-й сентябрь 2003; zh-Hans: 29 九月 2003
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
fr: 29 septembre 2003; 1er janvier 2014
es: 29 de septiembre de 2003; 1 de enero de 2014
ru: 29-й сентябрь 2003; 1-й январь 2014
zh-Hans: 29 九月 2003; 1 一月 2014
E
