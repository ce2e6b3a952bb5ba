using System.Text.Json;

namespace Bench.Results;

/// <summary>Everything a run found: printed as it is found, and kept as a table and as JSON.</summary>
sealed class Sheet
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    readonly List<Row> rows = [];
    readonly List<(string Title, string Text)> notes = [];

    void Add(Row row)
    {
        rows.Add(row);
        Console.WriteLine(Line(row));
    }

    /// <summary>A baseline, or a number for information.</summary>
    public void Add(string measure, string what, Spread measured, string unit) => Add(new Row(measure, what, measured, unit));

    public void AtLeast(string measure, string what, Spread measured, string unit, double least) => Add(new Row(measure, what, measured, unit, $"≥ {least}", measured.Median >= least));

    public void Under(string measure, string what, Spread measured, string unit, double most) => Add(new Row(measure, what, measured, unit, $"< {most}", measured.Median < most));

    /// <summary>What is longer than a line: a plan.</summary>
    public void Note(string title, string text)
    {
        notes.Add((title, text));
        Console.WriteLine($"\n--- {title}\n{text}");
    }

    /// <summary>Writes <c>result.md</c> and <c>result.json</c>.</summary>
    public void Write(string folder, string conditions)
    {
        var table = string.Join('\n', rows.Select(Line).Prepend("|---|---|---|---|---|").Prepend("| measure | what | min / median / max | unit | target |"));
        File.WriteAllText(Path.Combine(folder, "result.md"), $"{conditions}\n\n{table}\n{string.Concat(notes.Select(note => $"\n### {note.Title}\n\n```\n{note.Text}\n```\n"))}");
        File.WriteAllText(Path.Combine(folder, "result.json"), JsonSerializer.Serialize(new { conditions, rows, notes = notes.Select(note => new { note.Title, note.Text }) }, json));
    }

    static string Line(Row row) => $"| {row.Measure} | {row.What} | {row.Measured} | {row.Unit} | {(row.Target is null ? "" : $"{row.Target}: {(row.Holds == true ? "holds" : "**falls short**")}")} |";
}

/// <summary>One line of the table.</summary>
/// <param name="Measure">The measure it is part of, as <c>--only</c> names it.</param>
/// <param name="What">What was measured, of whom.</param>
/// <param name="Unit">As read aloud: <c>requests/s</c>, <c>ms</c>.</param>
/// <param name="Target">What it is held to, in words; null for a baseline or a number for information.</param>
/// <param name="Holds">Whether the target holds for the median; null where there is none.</param>
sealed record Row(string Measure, string What, Spread Measured, string Unit, string? Target = null, bool? Holds = null);
