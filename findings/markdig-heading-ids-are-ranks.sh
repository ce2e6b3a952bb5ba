#!/usr/bin/env bash
# A good engineer guesses: every heading of a document gets an id made from its words, as English ones do.
# What happens: letters outside ASCII are dropped before the id is made. A Chinese, Arabic or Russian heading is "section", the next
#   "section-1": the id is its rank. Only the option for ids in the manner of GitHub keeps the letters.
# Where it hurts: a link to article 18 of a treaty ("#section-1") points to another article as soon as one is put in before it,
#   and does so in three of the six languages only.
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
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;

var usual = new MarkdownPipelineBuilder().UseAutoIdentifiers().Build();
var asGitHub = new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();
foreach (var (first, second) in new[]
{
    ("Extradition", "Mutual assistance"), ("引渡", "司法协助"), ("Выдача", "Взаимная помощь"), ("تسليم المجرمين", "المساعدة القانونية"),
})
{
    var text = $"# {first}\n\n# {second}\n";
    Console.WriteLine($"usual: {Ids(text, usual)}; GitHub: {Ids(text, asGitHub)}");
}

static string Ids(string text, MarkdownPipeline pipeline) =>
    string.Join(", ", Regex.Matches(Markdown.ToHtml(text, pipeline), "id=\"([^\"]*)\"").Select(it => it.Groups[1].Value));
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Markdig 1.6.0, UseAutoIdentifiers() as in UseAdvancedExtensions()
expected:  two headings with different words have ids made of their words, in every language
seen:      ids of Chinese, Arabic and Russian headings are section and section-1
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
usual: extradition, mutual-assistance; GitHub: extradition, mutual-assistance
usual: section, section-1; GitHub: 引渡, 司法协助
usual: section, section-1; GitHub: выдача, взаимная-помощь
usual: section, section-1; GitHub: تسليم-المجرمين, المساعدة-القانونية
E
