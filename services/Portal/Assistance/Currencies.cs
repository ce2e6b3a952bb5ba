using CsvHelper;
using Portal.Forms;
using Portal.Languages;

namespace Portal.Assistance;

/// <summary>The currencies that money is paid in, by code, with their names in the reader's language.</summary>
/// <remarks>
/// Source: ISO 4217, as <c>data/assistance/currencies.csv</c> has it, the file that TechnicalAssistance checks by; codes without a smallest coin are
/// no money. Names: Unicode CLDR.
/// </remarks>
static class Currencies
{
    static readonly IReadOnlyList<string> codes = Read(Path.Combine(AppContext.BaseDirectory, "data", "assistance", "currencies.csv"));

    public static IReadOnlyList<Option> In(Language language) => Option.Words(language, "currency", codes);

    static List<string> Read(string file)
    {
        using var csv = CsvReader.FromFile(file);
        var read = new List<string>();
        while (csv.Read())
            if (csv.GetString("minor_unit").Length > 0)
                read.Add(csv.GetString("code"));
        return read;
    }
}
