#!/usr/bin/env bash
# A good engineer guesses: of the two elements that HTML has for text in the other direction, bdi and bdo, a sanitizer lets both through,
#   or at least leaves the words when it takes an element away.
# What happens: bdi stays, bdo goes with all that is in it. So does hgroup (a title with its subtitle).
# Where it hurts: a reference such as a file number, put in bdo to be read from left to right in Arabic, is gone from the text without a trace.
# Our product: keeps no HTML of others; free text is escaped and kept apart, services/Portal/Languages/Language.cs (KeptApart).
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="HtmlSanitizer" Version="[10.0.1120]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using Ganss.Xss;

foreach (var html in new[] { "رقم <bdi>A/55/25</bdi> و", "رقم <bdo dir=\"ltr\">A/55/25</bdo> و", "<hgroup><h2>UNTOC</h2><p>2000</p></hgroup>" })
    Console.WriteLine($"{html} => {new HtmlSanitizer().Sanitize(html)}");
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  HtmlSanitizer 10.0.1120, defaults
expected:  harmless elements of text stay, or their words do
seen:      bdo and hgroup are taken away with their words
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
رقم <bdi>A/55/25</bdi> و => رقم <bdi>A/55/25</bdi> و
رقم <bdo dir="ltr">A/55/25</bdo> و => رقم  و
<hgroup><h2>UNTOC</h2><p>2000</p></hgroup> => 
E
