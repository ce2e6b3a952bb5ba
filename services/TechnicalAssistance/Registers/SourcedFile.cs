using System.Globalization;
using Contracts;
using CsvHelper;

namespace TechnicalAssistance.Registers;

/// <summary>Where a row of a register stands: the document, and the paragraph or paragraphs of it.</summary>
public sealed record Source(string Document, string Paragraph)
{
    public override string ToString() => $"{Document}, para. {Paragraph}";
}

/// <summary>A register as the platform ships with it: one file of <c>data/assistance</c>, read once, each row with its source.</summary>
static class SourcedFile
{
    /// <param name="name">Of the file, without ending.</param>
    /// <exception cref="InvalidDataException">A row cannot be read; the message names file and line.</exception>
    public static IReadOnlyList<T> Read<T>(string name, Func<SourcedRow, T> read)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "data", "assistance", $"{name}.csv");
        using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default with { MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw });
        var rows = new List<T>();
        while (csv.Read())
            try
            {
                rows.Add(read(new SourcedRow(csv.GetString)));
            }
            catch (FormatException broken)
            {
                throw new InvalidDataException($"{name}.csv, row {rows.Count + 1}: {broken.Message}", broken);
            }
        return rows;
    }
}

/// <summary>One row; a blank says that no source at hand tells.</summary>
sealed class SourcedRow(Func<string, string> cell)
{
    /// <summary>Document and paragraph; no row is without.</summary>
    public Source Source => new(this["source"], this["paragraph"]);

    public string? Note => OrNull("note");

    /// <exception cref="FormatException">It is blank.</exception>
    public string this[string column] => OrNull(column) ?? throw new FormatException($"'{column}' is blank.");

    public string? OrNull(string column) => cell(column) is { Length: > 0 } text ? text : null;

    public int? Number(string column) => OrNull(column) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public decimal? Amount(string column) => OrNull(column) is { } text ? decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;

    public DateOnly? Day(string column) => OrNull(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public StateCode? State(string column) => OrNull(column) is { } text ? StateCode.Parse(text) : null;

    public IReadOnlyList<StateCode> States(string column) => [.. Words(column).Select(text => StateCode.Parse(text))];

    public IReadOnlyList<InstrumentId> Instruments(string column) => [.. Words(column).Select(text => InstrumentId.Parse(text))];

    public IReadOnlyList<string> Words(string column) => OrNull(column)?.Split(' ') ?? [];
}
