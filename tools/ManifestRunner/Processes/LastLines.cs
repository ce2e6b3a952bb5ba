namespace ManifestRunner.Processes;

/// <summary>The end of a log, for a message of one line.</summary>
static class LastLines
{
    public static string Of(string log)
    {
        var lines = File.Exists(log) ? File.ReadLines(log).Select(line => line.Trim()).Where(Says).TakeLast(3).ToList() : [];
        return lines.Count == 0 ? "it wrote nothing" : string.Join(" / ", lines);
    }

    /// <summary>The last lines that hold something.</summary>
    public static IEnumerable<string> Tail(string log, int count) =>
        File.Exists(log) ? File.ReadLines(log).Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(count) : [];

    /// <summary>A stack trace tells where; one line has to tell what.</summary>
    static bool Says(string line) => line.Length > 0 && !line.StartsWith("at ", StringComparison.Ordinal) && !line.StartsWith("---", StringComparison.Ordinal);
}
