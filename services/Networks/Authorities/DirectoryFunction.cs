using System.Text.Json;
using Contracts;
using Networks.Instruments;

namespace Networks.Authorities;

/// <summary>What an authority may be designated for under one instrument.</summary>
/// <param name="Function">In the directory's words, kebab case: <c>mutual-legal-assistance</c>.</param>
/// <param name="Names">In the six official languages, after the words of the instruments.</param>
/// <param name="Demanded">Whether every party owes this designation.</param>
/// <param name="Note">What must be known of the provision.</param>
public sealed record DirectoryFunction(string Function, InstrumentId Instrument, ArticleRef Article, IReadOnlyDictionary<string, string> Names, bool Demanded, string? Note)
{
    static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web);

    /// <summary>All of them, by function and instrument, read once from <c>data/networks/functions.json</c>: those the instruments demand, and the others the directory keeps.</summary>
    public static readonly IReadOnlyList<DirectoryFunction> All = Read(Path.Combine(AppContext.BaseDirectory, "data", "networks", "functions.json"));

    /// <returns>Null when the instrument knows no authority for it.</returns>
    public static DirectoryFunction? Find(string function, InstrumentId instrument) => All.FirstOrDefault(known => known.Function == function && known.Instrument == instrument);

    static IReadOnlyList<DirectoryFunction> Read(string file) =>
        [.. (JsonSerializer.Deserialize<IReadOnlyList<InFile>>(File.ReadAllBytes(file), written) ?? throw new InvalidDataException($"{file} is empty."))
            .SelectMany(function => function.Provisions.Select(provision => new DirectoryFunction(
                function.Function, provision.Instrument, provision.Article, function.Names,
                DemandedDesignation.OwedUnder(provision.Instrument).Any(demanded => demanded.Function == function.Function), provision.Note)))
            .OrderBy(known => known.Function, StringComparer.Ordinal).ThenBy(known => known.Instrument)];

    sealed record InFile(string Function, IReadOnlyDictionary<string, string> Names, IReadOnlyList<Provision> Provisions);

    sealed record Provision(InstrumentId Instrument, ArticleRef Article, string? Note);
}
