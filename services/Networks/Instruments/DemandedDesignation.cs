using System.Text.Json;
using Contracts;

namespace Networks.Instruments;

/// <summary>An authority that an instrument wants its parties to name, or lets them name.</summary>
/// <param name="Function">What the authority is for: <c>mutual-legal-assistance</c>.</param>
/// <param name="When"><c>at-deposit</c>, <c>on-becoming-party</c>, <c>ongoing</c> or <c>optional</c>.</param>
/// <param name="WithinDays">Days after becoming party within which it is to be notified; null where the instrument sets none.</param>
/// <param name="Obligatory">False where a party may, but need not: a distinct authority for a territory.</param>
public sealed record DemandedDesignation(InstrumentId Instrument, string Function, ArticleRef Article, string When, int? WithinDays, bool Obligatory)
{
    static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web);

    /// <summary>Every one of every instrument, read once from the data the platform ships with, by function and instrument.</summary>
    public static readonly IReadOnlyList<DemandedDesignation> All = Read(Path.Combine(AppContext.BaseDirectory, "data", "instruments"));

    /// <summary>Those a party to an instrument owes.</summary>
    public static IEnumerable<DemandedDesignation> OwedUnder(InstrumentId instrument) => All.Where(demanded => demanded.Obligatory && demanded.Instrument == instrument);

    /// <param name="folder">Folder of the instruments' files.</param>
    public static IReadOnlyList<DemandedDesignation> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json")
            .Select(file => JsonSerializer.Deserialize<InstrumentFile>(File.ReadAllBytes(file), written) ?? throw new InvalidDataException($"{file} is empty."))
            .SelectMany(file => file.Designations
                .Where(demand => demand.Kind == "designation")
                .Select(demand => new DemandedDesignation(file.Id, demand.Function, demand.Article, demand.When, demand.WithinDays, demand.Obligatory)))
            .OrderBy(demanded => demanded.Function, StringComparer.Ordinal).ThenBy(demanded => demanded.Instrument)];

    sealed record InstrumentFile(InstrumentId Id, IReadOnlyList<Demand> Designations);

    sealed record Demand(string Function, string Kind, ArticleRef Article, string When, int? WithinDays, bool Obligatory);
}
