using System.Text.Json;

namespace ServiceDefaults.Answers;

/// <summary>What States and instruments are called, for whoever cannot ask Treaties: from the same data.</summary>
static class OfficialNames
{
    static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> states = new(ReadStates);
    static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> instruments = new(ReadInstruments);

    /// <returns>The code where there is no name.</returns>
    public static string State(string code, string language) => In(states.Value, code, language);

    /// <returns>The short name; the id where there is none.</returns>
    public static string Instrument(string id, string language) => In(instruments.Value, id, language);

    static string In(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> named, string id, string language) =>
        named.TryGetValue(id, out var names) ? names.GetValueOrDefault(language) ?? names["en"] : id;

    static Dictionary<string, IReadOnlyDictionary<string, string>> ReadStates()
    {
        using var file = new StreamReader(typeof(OfficialNames).Assembly.GetManifestResourceStream("names/participants.csv")!);
        var header = file.ReadLine()!.Split(',');
        var read = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        while (file.ReadLine() is { } line)
        {
            var cells = Cells(line);
            read[cells[0]] = header.Index().Where(it => it.Item.Length == 2 && cells[it.Index].Length > 0).ToDictionary(it => it.Item, it => cells[it.Index]);
        }
        return read;
    }

    /// <summary>Of one line (RFC 4180); no cell of this file has a line end.</summary>
    static List<string> Cells(string line)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        foreach (var sign in line)
            if (sign == '"')
                isQuoted = !isQuoted;
            else if (sign == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(sign);
        cells.Add(cell.ToString());
        return cells;
    }

    static Dictionary<string, IReadOnlyDictionary<string, string>> ReadInstruments()
    {
        var assembly = typeof(OfficialNames).Assembly;
        var read = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("names/instruments/", StringComparison.Ordinal)))
        {
            using var file = JsonDocument.Parse(assembly.GetManifestResourceStream(name)!);
            read[file.RootElement.GetProperty("id").GetString()!] = file.RootElement.GetProperty("shortName").EnumerateObject().ToDictionary(it => it.Name, it => it.Value.GetString()!);
        }
        return read;
    }
}
