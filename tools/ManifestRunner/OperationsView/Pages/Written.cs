using System.Globalization;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>How values are written for people: short, with their unit.</summary>
static class Written
{
    /// <summary>Written for what is not known.</summary>
    public const string Nothing = "–";

    static readonly string[] byteUnits = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Three digits: <c>0.42 ms</c>, <c>17.3 ms</c>, <c>2.05 s</c>, <c>3 min 20 s</c>.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => Text($"{duration.TotalMilliseconds:0.00} ms"),
        { TotalMilliseconds: < 100 } => Text($"{duration.TotalMilliseconds:0.0} ms"),
        { TotalSeconds: < 1 } => Text($"{duration.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => Text($"{duration.TotalSeconds:0.00} s"),
        { TotalHours: < 1 } => Text($"{duration.Minutes} min {duration.Seconds} s"),
        { TotalDays: < 1 } => Text($"{duration.Hours} h {duration.Minutes} min"),
        _ => Text($"{duration.Days} d {duration.Hours} h"),
    };

    public static string Seconds(double seconds) => double.IsNaN(seconds) ? Nothing : Duration(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9)));

    /// <summary>UTC, to the millisecond, as in the logs.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Number(double number) => number switch
    {
        double.NaN => Nothing,
        0 => "0",
        _ when Math.Abs(number) >= 1e15 => number.ToString("0.##e0", CultureInfo.InvariantCulture),
        _ when Math.Abs(number) >= 100 || number == Math.Truncate(number) => number.ToString("#,0", CultureInfo.InvariantCulture),
        _ when Math.Abs(number) >= 1 => number.ToString("0.##", CultureInfo.InvariantCulture),
        _ => number.ToString("0.###", CultureInfo.InvariantCulture),
    };

    public static string Bytes(double bytes)
    {
        if (double.IsNaN(bytes))
            return Nothing;
        var unit = 0;
        for (; Math.Abs(bytes) >= 1024 && unit < byteUnits.Length - 1; unit++)
            bytes /= 1024;
        return $"{bytes.ToString(Math.Abs(bytes) < 10 && unit > 0 ? "0.0" : "0", CultureInfo.InvariantCulture)} {byteUnits[unit]}";
    }

    /// <param name="unit">As UCUM writes it.</param>
    public static string Value(double value, string unit) => unit switch
    {
        _ when double.IsNaN(value) => Nothing,
        "s" => Seconds(value),
        "ms" => Seconds(value / 1000),
        "By" => Bytes(value),
        "" or "1" or ['{', ..] => Number(value), // what is counted stands above it
        _ => $"{Number(value)} {unit}",
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
