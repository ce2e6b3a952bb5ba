#!/usr/bin/env bash
# A good engineer guesses: whether a cell shows a number or a date is told by the codes of its format, not by what stands in brackets.
# What happens: ClosedXML looks for letters: the "d" of [Red] makes 42 000 in "[Red]#,##0" a day of 2014, and a date in a format for French
#   readers, "[$-40C]d mmmm yyyy", stays a number.
# Where it hurts: a table of contributions marks what is outstanding in red; a table of ratifications made in Geneva has French dates.
# Our product: reads no workbooks; its imports are CSV with YYYY-MM-DD, services/Treaties/Import/StatusExport.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="ClosedXML" Version="[0.95.4]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.IO.Compression;
using ClosedXML.Excel;

const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

foreach (var (format, number) in new[]
{
    ("#,##0", 42000), ("[Red]#,##0", 42000), ("d mmmm yyyy", 41640), ("[$-40C]d mmmm yyyy", 41640),
})
{
    using var stream = Workbook("",
        $"""<row r="1"><c r="A1" s="2"><v>{number}</v></c></row>""",
        $"""<numFmts count="1"><numFmt numFmtId="164" formatCode="{format}"/></numFmts>""");
    using var workbook = new XLWorkbook(stream);
    var cell = workbook.Worksheet(1).Cell("A1");
    Console.WriteLine($"{format}: {cell.DataType} {cell.Value switch { DateTime day => day.ToString("yyyy-MM-dd"), var value => value }}");
}

static MemoryStream Workbook(string workbook, string sheet, string styles)
{
    var stream = new MemoryStream();
    using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
    {
        const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        Add("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
              <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
              <Override PartName="/xl/workbook.xml" ContentType="{Kind}.sheet.main+xml"/>
              <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Kind}.worksheet+xml"/>
              <Override PartName="/xl/styles.xml" ContentType="{Kind}.styles+xml"/>
            </Types>
            """);
        Add("_rels/.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="rId1" Type="{Relation}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """);
        Add("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="rId1" Type="{Relation}/worksheet" Target="worksheets/sheet1.xml"/>
              <Relationship Id="rId2" Type="{Relation}/styles" Target="styles.xml"/>
            </Relationships>
            """);
        Add("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relation}">{workbook}<sheets><sheet name="acts" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Main}"><sheetData>{sheet}</sheetData></worksheet>""");
        Add("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}">{styles}
              <fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
              <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
              <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
              <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
              <cellXfs count="3">
                <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
                <xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
                <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
              </cellXfs>
            </styleSheet>
            """);

        void Add(string name, string text)
        {
            using var part = new StreamWriter(zip.CreateEntry(name).Open());
            part.Write(text);
        }
    }
    stream.Position = 0;
    return stream;
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  ClosedXML 0.95.4
expected:  [Red]#,##0 is a number, [$-40C]d mmmm yyyy a date
seen:      the first is a DateTime, the second a Number
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
#,##0: Number 42000
[Red]#,##0: DateTime 2014-12-27
d mmmm yyyy: DateTime 2014-01-01
[$-40C]d mmmm yyyy: Number 41640
E
