#!/usr/bin/env bash
# A good engineer guesses: the inner text of a document is its text as it stands.
# What happens: InnerText joins every text node. A deletion that was not yet accepted is in it, so "may" struck out and "shall" put in
#   its place read "mayshall"; a passage that was moved is there twice; a cross-reference brings its field code along; and tabs and line
#   breaks leave nothing between two words.
# Where it hurts: a draft resolution or protocol in negotiation is full of tracked changes: text search, comparison and word counts go
#   by a text that no delegation ever agreed to.
# Our product: writes such documents and reads none: services/Portal/Reports/ReportDocument.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="DocumentFormat.OpenXml" Version="[3.3.0]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

const string By = "w:author=\"x\" w:date=\"2024-01-01T00:00:00Z\"";
using var document = WordprocessingDocument.Create(new MemoryStream(), WordprocessingDocumentType.Document);
var main = document.AddMainDocumentPart();
main.Document = new Document(new Body());
main.Document.Body!.InnerXml = $"""
    <w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
      <w:r><w:t>1.</w:t><w:tab/><w:t xml:space="preserve">Each State Party </w:t></w:r>
      <w:del w:id="1" {By}><w:r><w:delText>may</w:delText></w:r></w:del>
      <w:ins w:id="2" {By}><w:r><w:t>shall</w:t></w:r></w:ins>
      <w:moveFrom w:id="3" {By}><w:r><w:t xml:space="preserve"> promptly</w:t></w:r></w:moveFrom>
      <w:r><w:t xml:space="preserve"> extradite under article </w:t></w:r>
      <w:r><w:fldChar w:fldCharType="begin"/></w:r>
      <w:r><w:instrText>REF _Ref1 \h</w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>16</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:moveTo w:id="4" {By}><w:r><w:t xml:space="preserve"> promptly</w:t></w:r></w:moveTo>
    </w:p>
    """;
Console.WriteLine($"faults found by the validator: {new OpenXmlValidator().Validate(document).Count()}");
Console.WriteLine(string.Join(" ", main.Document.Body.InnerText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  DocumentFormat.OpenXml 3.3.0, InnerText of a paragraph with tracked changes (valid by its own validator)
expected:  Each State Party shall extradite under article 16.
seen:      what is struck out, what was moved (twice) and the field code are in it; the tab is not
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
faults found by the validator: 0
1.Each State Party mayshall promptly extradite under article REF _Ref1 \h16 promptly
E
