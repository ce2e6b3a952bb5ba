using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Reviews.Mechanisms;

/// <summary>A time counted on the calendar, written <c>P3W</c>, <c>P2M</c>, <c>P1Y6M</c> (ISO 8601-1, 5.5.2): a month is a month, however many days it has.</summary>
readonly partial record struct CalendarDuration(int Years, int Months, int Weeks, int Days)
{
    /// <summary>The last day of a time that runs from a day. Where the month is too short its last day is taken.</summary>
    public DateOnly From(DateOnly day) => day.AddMonths(12 * Years + Months).AddDays(7 * Weeks + Days);

    /// <exception cref="FormatException">No duration of whole years, months, weeks and days.</exception>
    public static CalendarDuration Parse(string text) => TryParse(text, out var duration)
        ? duration
        : throw new FormatException($"'{text}' is no duration of years, months, weeks and days, as P3W or P6M are.");

    public static bool TryParse([NotNullWhen(true)] string? text, out CalendarDuration duration)
    {
        duration = default;
        if (text is null || Written().Match(text) is not { Success: true } match)
            return false;
        int Part(string name) => match.Groups[name] is { Success: true } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;
        duration = new(Part("years"), Part("months"), Part("weeks"), Part("days"));
        return true;
    }

    [GeneratedRegex(@"\AP(?=[0-9])((?<years>[0-9]{1,3})Y)?((?<months>[0-9]{1,3})M)?((?<weeks>[0-9]{1,3})W)?((?<days>[0-9]{1,3})D)?\z")]
    private static partial Regex Written();
}
