#!/usr/bin/env bash
# A good engineer guesses: a reader that does not understand a workbook says so.
# What happens: a workbook saved as "Strict Open XML Spreadsheet", which is ISO/IEC 29500 itself and offered by Excel, has its elements in other
#   namespaces. ExcelDataReader opens it and finds no sheet and no row in it. No error.
# Where it hurts: archives ask for the strict form; an import says "0 rows imported", or takes nothing for "nothing changed".
# Our product: reads no workbooks; its imports are CSV with YYYY-MM-DD, services/Treaties/Import/StatusExport.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="ExcelDataReader" Version="[3.6.0]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.IO.Compression;
using ExcelDataReader;

System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
foreach (var (name, main, relation) in new[]
{
    ("transitional", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("strict", "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
})
{
    using var stream = Workbook(main, relation, "", """<row r="1"><c r="A1"><v>42</v></c></row>""", "");
    using var reader = ExcelReaderFactory.CreateReader(stream);
    var rows = 0;
    while (reader.Read())
        rows++;
    Console.WriteLine($"{name}: {reader.ResultsCount} sheet(s), {rows} row(s)");
}

static MemoryStream Workbook(string main, string relation, string workbook, string sheet, string styles)
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
              <Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """);
        Add("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>
              <Relationship Id="rId2" Type="{relation}/styles" Target="styles.xml"/>
            </Relationships>
            """);
        Add("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{relation}">{workbook}<sheets><sheet name="acts" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>""");
        Add("xl/styles.xml", $"""
            <styleSheet xmlns="{main}">{styles}
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
software:  ExcelDataReader 3.6.0
expected:  one row in both, or an error
seen:      no sheet and no rows in the strict one, and no error
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
transitional: 1 sheet(s), 1 row(s)
strict: 0 sheet(s), 0 row(s)
E
