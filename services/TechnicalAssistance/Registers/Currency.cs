namespace TechnicalAssistance.Registers;

/// <summary>A currency.</summary>
/// <param name="Code">ISO 4217.</param>
/// <param name="SmallestUnit">Decimals of its smallest coin; null for codes that no money is paid in (metals, units of account, tests).</param>
/// <remarks>Source: ISO 4217, as <c>data/assistance/currencies.csv</c> has it; withdrawn codes are left out.</remarks>
sealed record Currency(string Code, int? SmallestUnit)
{
    static readonly Dictionary<string, Currency> all =
        SourcedFile.Read("currencies", row => new Currency(row["code"], row.Number("minor_unit"))).ToDictionary(it => it.Code, StringComparer.Ordinal);

    /// <returns>Null when there is none of that code.</returns>
    public static Currency? Find(string code) => all.GetValueOrDefault(code);
}
