#!/usr/bin/env bash
# A good engineer guesses: a library that knows the Arabic dual (يومين) and the plural for 3 to 10 (أيام) goes by the rule to its end:
#   what counts is the number modulo 100, so 103 takes the plural again, and 11 to 99 the accusative (يوما).
# What happens: every number above 10 gets the bare singular: "103 يوم" for "103 أيام", "11 يوم" for "11 يوما".
# Where it hurts: terms of 105 or 110 days, which treaties and review schedules have, are written wrongly in Arabic.
# Our product: does not use it; its Arabic texts name counts in services/Portal/Languages/ar.
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

foreach (var days in new[] { 1, 2, 3, 10, 11, 30, 100, 103, 110 })
    Console.WriteLine($"{days}: {TimeSpan.FromDays(days).Humanize(maxUnit: TimeUnit.Day, culture: new CultureInfo("ar"))}");
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Humanizer 3.0.10, TimeSpan.Humanize in Arabic
expected:  3, 10, 103, 110: أيام (CLDR category few); 11, 30: يوما (category many)
seen:      3 and 10 are right; 103 and 110 take the singular, 11 and 30 the bare one
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
1: يوم واحد
2: يومين
3: 3 أيام
10: 10 أيام
11: 11 يوم
30: 30 يوم
100: 100 يوم
103: 103 يوم
110: 110 يوم
E
