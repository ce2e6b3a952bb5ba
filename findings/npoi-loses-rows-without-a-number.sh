#!/usr/bin/env bash
# A good engineer guesses: the position of a row and of a cell (attribute r), which the format makes optional, is where the last one was and one on.
# What happens: NPOI reads a sheet whose rows and cells have no r without an error, counts one row however many there are, and has
#   none at any place. Programs that export tables may leave r out to make the file smaller.
# Where it hurts: the export of a case management system arrives as an empty table.
# Our product: reads no workbooks; its imports are CSV with YYYY-MM-DD, services/Treaties/Import/StatusExport.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="NPOI" Version="[2.4.1]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using System.IO.Compression;
using NPOI.XSSF.UserModel;

const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

foreach (var (name, sheet) in new[]
{
    ("with r", """<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"""),
    ("without r", "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"),
})
{
    using var stream = Workbook("", sheet, "");
    var read = new XSSFWorkbook(stream).GetSheetAt(0);
    string Row(int index) => read.GetRow(index) is null ? "missing" : "there";
    Console.WriteLine($"{name}: {read.PhysicalNumberOfRows} row(s); the first is {Row(0)}, the second {Row(1)}");
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
software:  NPOI 2.4.1
expected:  two rows in both
seen:      where there is no r one row is counted and none is found, and there is no error
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
with r: 2 row(s); the first is there, the second there
without r: 1 row(s); the first is missing, the second missing
E
