#!/usr/bin/env bash
# A good engineer guesses: a program that puts the letters of a PDF together to words gives an Arabic word as it is written and typed.
# What happens: letters are joined from left to right as they lie on the page. Every Arabic word comes out backwards, and the words of a
#   line in reverse order, by each of the three extractors that come with it.
# Where it hurts: six official languages, most documents only as PDF: a search for "الدولة" in the extracted text finds nothing.
# Our product: reads no PDF; texts are to come from their sources (Library service to come).
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="PdfPig" Version="[0.1.16]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

const string Written = "الدولة الطرف";
using var pdf = PdfDocument.Open(Pdf(Written));
var page = pdf.GetPage(1);
Show("usual words", string.Join(" ", page.GetWords().Select(it => it.Text)));
var nearest = NearestNeighbourWordExtractor.Instance.GetWords(page.Letters).Select(it => it.Text.Trim()).Where(it => it != "");
Show("nearest neighbours", string.Join(" ", nearest));
Show("content order", ContentOrderTextExtractor.GetText(page).Trim());

void Show(string extractor, string text) =>
    Console.WriteLine($"{extractor}: {string.Join(" ", text.Select(it => $"{(int)it:X4}"))}; as written: {text == Written}; reversed: {text == new string([.. Written.Reverse()])}");

// One line of a font that maps each letter to Unicode, laid out from right to left as every producer of PDF does: the last letter leftmost.
static byte[] Pdf(string text)
{
    var letters = text.Distinct().ToList();
    var codes = string.Concat(text.Reverse().Select(it => $"{letters.IndexOf(it) + 65:X2}"));
    var map = string.Concat(letters.Select((it, index) => $"<{index + 65:X2}> <{(int)it:X4}>\n"));
    string[] objects =
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        Stream($"BT /F1 20 Tf 50 100 Td <{codes}> Tj ET"),
        $"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar {64 + letters.Count} "
            + $"/CharProcs << {string.Join(" ", letters.Select((it, index) => $"/g{index} {(it == (char)32 ? 8 : 7)} 0 R"))} >> "
            + $"/Encoding << /Type /Encoding /Differences [65 {string.Join(" ", letters.Select((_, index) => $"/g{index}"))}] >> "
            + $"/Widths [{string.Join(" ", letters.Select(_ => 500))}] /ToUnicode 6 0 R /Resources << >> >>",
        Stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange "
            + $"{letters.Count} beginbfchar\n{map}endbfchar endcmap CMapName currentdict /CMap defineresource pop end end"),
        Stream("500 0 0 0 450 600 d1 0 0 450 600 re f"),
        Stream("500 0 0 0 0 0 d1"),
    ];
    var file = new StringBuilder("%PDF-1.4\n");
    var places = new List<int>();
    foreach (var (body, index) in objects.Select((it, index) => (it, index)))
    {
        places.Add(file.Length);
        file.Append($"{index + 1} 0 obj\n{body}\nendobj\n");
    }
    var table = file.Length;
    file.Append($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n{string.Concat(places.Select(it => $"{it:D10} 00000 n \n"))}");
    file.Append($"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    return Encoding.Latin1.GetBytes(file.ToString());

    static string Stream(string content) => $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  PdfPig 0.1.16
expected:  the words الدولة and الطرف
seen:      their letters in reverse order, by each of the three extractors
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
usual words: 0641 0631 0637 0644 0627 0020 0629 0644 0648 062F 0644 0627; as written: False; reversed: True
nearest neighbours: 0641 0631 0637 0644 0627 0020 0629 0644 0648 062F 0644 0627; as written: False; reversed: True
content order: 0641 0631 0637 0644 0627 0020 0629 0644 0648 062F 0644 0627; as written: False; reversed: True
E
