using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Languages;

/// <summary>A day as a browser sends it or as it is typed where a browser has no calendar: the year first, in the digits of any script.</summary>
/// <param name="Day">Null where it is none.</param>
/// <param name="Fault">Name of the text that says what is wrong; of its places <c>{1}</c> is what was typed, and the next are <see cref="About"/>. Null where nothing is.</param>
sealed partial record WrittenDay(DateOnly? Day, string? Fault, IReadOnlyList<string> About)
{
    public const string Example = "2026-01-31";

    const int YearDigits = 4, Months = 12;

    public static WrittenDay Of(string typed, Language language)
    {
        if (Digits.Plain(typed.Trim()) is not { } plain)
            return new(null, "fault.number-in-two-scripts", []);
        if (OtherOrder().IsMatch(plain))
            return new(null, "fault.day-order", [Example]);
        if (YearFirst().Match(plain) is not { Success: true } match)
            return new(null, "fault.day", [Example]);
        if (match.Groups["year"].Length != YearDigits)
            return new(null, "fault.day-year", []);
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        if (year == 0)
            return new(null, "fault.day-year", []);
        if (month is < 1 or > Months)
            return new(null, "fault.day-month", [Example]);
        var days = DateTime.DaysInMonth(year, month);
        return day < 1 || day > days ? new(null, "fault.day-of-month", [new DateOnly(year, month, 1).ToString(language["month.format"], language.Culture), language.Number(days)])
            : new(new(year, month, day), null, []);

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A(?<year>[0-9]{3,9})\s*[-/.年]\s*(?<month>[0-9]{1,2})\s*[-/.月]\s*(?<day>[0-9]{1,2})\s*日?\z")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"\A[0-9]{1,2}\s*[-/. ]\s*[0-9]{1,2}\s*[-/. ]\s*[0-9]{2,9}\z")]
    private static partial Regex OtherOrder();
}
