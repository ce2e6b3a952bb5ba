#!/usr/bin/env bash
# A good engineer guesses: a change to one occurrence "and all that follow" (RECURRENCE-ID with RANGE=THISANDFUTURE, RFC 5545
#   section 3.2.13) moves that one and those after it.
# What happens: the parameter is taken as a change to nothing: the changed occurrence is listed twice, at the old time and at the new,
#   and those that follow stay. Without the parameter the change is applied rightly.
# Where it hurts: a weekly meeting of a working group, moved to the afternoon from the third week on, appears twice that day.
# Our product: reads no calendars; sessions are to be written as single events (Conferences service to come).
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

Show("RECURRENCE-ID", "one only");
Show("RECURRENCE-ID;RANGE=THISANDFUTURE", "this and future");

void Show(string recurrence, string name)
{
    var text = string.Join("\r\n",
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//finding//EN",
        "BEGIN:VEVENT", "UID:1@example.org", "DTSTAMP:20240101T000000Z", "DTSTART:20240101T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4", "END:VEVENT",
        "BEGIN:VEVENT", "UID:1@example.org", "DTSTAMP:20240101T000000Z", $"{recurrence}:20240103T100000Z", "DTSTART:20240103T150000Z", "DURATION:PT1H", "END:VEVENT",
        "END:VCALENDAR", "");
    Console.WriteLine($"{name}: {string.Join(", ", Calendar.Load(text)!.GetOccurrences<CalendarEvent>().Select(it => it.Period.StartTime.AsUtc.ToString("dd HH:mm")))}");
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Ical.Net 5.2.4
expected:  THISANDFUTURE: 10:00 on the 1st and 2nd, 15:00 on the 3rd and 4th
seen:      10:00 on every day, and 15:00 on the 3rd besides
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
one only: 01 10:00, 02 10:00, 03 15:00, 04 10:00
this and future: 01 10:00, 02 10:00, 03 10:00, 03 15:00, 04 10:00
E
