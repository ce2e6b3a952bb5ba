#!/usr/bin/env bash
# A good engineer guesses: a time zone that a calendar defines itself (VTIMEZONE, RFC 5545 section 3.6.5) is the one its TZID means.
# What happens: the definition is read and never used. The name is looked up elsewhere: a name of its own raises; a name that
#   contains "UTC", as calendar programs write ("(UTC+05:30) Chennai, Kolkata"), silently is UTC; "Europe/Vienna" defined as +03:00 is Vienna.
# Where it hurts: an invitation to a session or expert meeting written by a common calendar program is hours off, with no error.
# Our product: reads no calendars yet; what it would write is for the Conferences service to come, in IANA zones.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Ical.Net" Version="[5.2.4]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using Ical.Net;
using Ical.Net.CalendarComponents;

Show("Hall A", "+0530");
Show("(UTC+05:30) Chennai, Kolkata", "+0530");
Show("Europe/Vienna", "+0300");

void Show(string zone, string offset)
{
    var text = string.Join("\r\n",
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//finding//EN",
        "BEGIN:VTIMEZONE", $"TZID:{zone}",
        "BEGIN:STANDARD", "DTSTART:19700101T000000", $"TZOFFSETFROM:{offset}", $"TZOFFSETTO:{offset}", "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT", "UID:1@example.org", "DTSTAMP:20240101T000000Z", $"DTSTART;TZID=\"{zone}\":20240701T100000", "DURATION:PT1H", "SUMMARY:Session", "END:VEVENT",
        "END:VCALENDAR", "");
    try
    {
        var start = Calendar.Load(text)!.GetOccurrences<CalendarEvent>().First().Period.StartTime;
        Console.WriteLine($"{zone} {offset}: {start.AsUtc:HH:mm} UTC");
    }
    catch (ArgumentException refused)
    {
        Console.WriteLine($"{zone} {offset}: {refused.Message}");
    }
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Ical.Net 5.2.4
expected:  10:00 at +05:30 is 04:30 UTC, whatever the zone is called; 10:00 at +03:00 is 07:00 UTC
seen:      an error for one name, 10:00 UTC for another, 08:00 UTC for the third
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
Hall A +0530: Unrecognized time zone id Hall A (Parameter 'tzId')
(UTC+05:30) Chennai, Kolkata +0530: 10:00 UTC
Europe/Vienna +0300: 08:00 UTC
E
