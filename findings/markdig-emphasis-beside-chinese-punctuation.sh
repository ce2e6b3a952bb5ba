#!/usr/bin/env bash
# A good engineer guesses: **emphasis** works around any words, and Chinese is written without spaces.
# What happens: CommonMark lets ** end only where it is not between punctuation and a letter. A Chinese quotation mark or bracket
#   before the closing ** and a character after it leave the asterisks as they are. Latin text has a space there and never shows it.
# Where it hurts: Chinese treaty texts emphasise defined terms with their quotation marks; a reader sees asterisks.
# Our product: shows no Markdown.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Markdig" Version="[1.6.0]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using Markdig;

foreach (var text in new[] { "the **\"Convention\"** applies", "缔约国**应当**采取措施", "本**“公约”**适用于", "**（引渡）**应当" })
    Console.WriteLine($"{text} => {Markdown.ToHtml(text).Trim()}");
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Markdig 1.6.0 (CommonMark)
expected:  the four lines are emphasised alike
seen:      where Chinese punctuation stands inside the asterisks and a character follows, they stay
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
the **"Convention"** applies => <p>the <strong>&quot;Convention&quot;</strong> applies</p>
缔约国**应当**采取措施 => <p>缔约国<strong>应当</strong>采取措施</p>
本**“公约”**适用于 => <p>本**“公约”**适用于</p>
**（引渡）**应当 => <p>**（引渡）**应当</p>
E
