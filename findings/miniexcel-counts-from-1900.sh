#!/usr/bin/env bash
# A good engineer guesses: a library that turns day numbers of a workbook into dates looks at the day they are counted from.
# What happens: MiniExcel counts from 1900 also where the workbook says date1904, as those begun on a Macintosh do. Every date is four years and
#   a day early, and looks like a date.
# Where it hurts: a State's table of ratifications, kept for years in one workbook, is imported with each of its dates wrong.
# Our product: reads no workbooks; its imports are CSV with YYYY-MM-DD, services/Treaties/Import/StatusExport.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="MiniExcel" Version="[1.46.0]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.IO.Compression;
using MiniExcelLibs;

const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

foreach (var (name, workbook, number) in new[] { ("from 1900", "<workbookPr/>", 41640), ("from 1904", "<workbookPr date1904=\"1\"/>", 41640 - 1462) })
{
    using var stream = Workbook(workbook, $"""<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>""", "");
    var cell = ((IDictionary<string, object>)stream.Query().First())["A"];
    Console.WriteLine($"{name}: {cell.GetType().Name} {cell:yyyy-MM-dd}");
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
                <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
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
software:  MiniExcel 1.46.0
expected:  2014-01-01 in both workbooks
seen:      2009-12-31 where the workbook counts from 1904
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
from 1900: DateTime 2014-01-01
from 1904: DateTime 2009-12-31
E
