#!/usr/bin/env bash
# A good engineer guesses: an analyzer for a language drops words without meaning, and keeps "Estado" and the name of a State.
# What happens: the lists of stop words hold every form of the auxiliary verbs and pronouns. "Estado" (State, but also "been")
#   is one in Spanish; "Того" (Togo, but also "of that") in Russian; "avions" (aeroplanes, but also "we had") in French.
# Where it hurts: a search for "Estado" in a Spanish treaty finds nothing, and Togo cannot be found in Russian at all.
# Our product: has no such index; States are searched by their whole names in services/Portal/States/ListStates.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Lucene.Net.Analysis.Common" Version="[4.8.0-beta00017]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.TokenAttributes;
using static Lucene.Net.Util.LuceneVersion;

Show(new SpanishAnalyzer(LUCENE_48), "Estado", "el Estado Parte", "Estados Unidos", "Uruguay");
Show(new RussianAnalyzer(LUCENE_48), "Того", "Тонга");
Show(new FrenchAnalyzer(LUCENE_48), "avions", "navires");

void Show(Analyzer analyzer, params string[] texts)
{
    foreach (var text in texts)
    {
        using var stream = analyzer.GetTokenStream("text", text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var terms = new List<string>();
        stream.Reset();
        while (stream.IncrementToken())
            terms.Add(term.ToString()!);
        stream.End();
        Console.WriteLine($"{analyzer.GetType().Name} \"{text}\": [{string.Join(", ", terms)}]");
    }
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Lucene.Net.Analysis.Common 4.8.0-beta00017
expected:  each text gives at least one term
seen:      "Estado", "Того" and "avions" give none; of "el Estado Parte" only "part" is left
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
SpanishAnalyzer "Estado": []
SpanishAnalyzer "el Estado Parte": [part]
SpanishAnalyzer "Estados Unidos": [unid]
SpanishAnalyzer "Uruguay": [uruguay]
RussianAnalyzer "Того": []
RussianAnalyzer "Тонга": [тонг]
FrenchAnalyzer "avions": []
FrenchAnalyzer "navires": [navir]
E
