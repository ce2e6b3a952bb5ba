using System.Text.Json;
using Contracts;

namespace Parties;

/// <summary>What an instrument's final clauses say about joining and leaving, as far as who is party hangs on it.</summary>
/// <param name="Convention">The instrument that a party to this one must join first (UNTOC art. 37(2)); null for most.</param>
/// <param name="LaterPartyDays">Days from a deposit to its effect; null where the rule is not recorded.</param>
/// <param name="DenunciationMonths">Months from a denunciation to its effect; null where the rule is not recorded.</param>
/// <param name="EndsProtocols">Whether leaving it ends participation in its protocols (UNTOC art. 40(3)).</param>
public sealed record FinalClauses(InstrumentId Instrument, InstrumentId? Convention, int? LaterPartyDays, int? DenunciationMonths, bool EndsProtocols)
{
    static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web);

    /// <summary>Those of every instrument, read once from the data the platform ships with.</summary>
    public static readonly IReadOnlyDictionary<InstrumentId, FinalClauses> All = Read(Path.Combine(AppContext.BaseDirectory, "data", "instruments"));

    /// <param name="folder">Folder of the files, one per instrument.</param>
    public static IReadOnlyDictionary<InstrumentId, FinalClauses> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.json")
            .Select(file => JsonSerializer.Deserialize<Written>(File.ReadAllBytes(file), written) ?? throw new InvalidDataException($"{file} is empty."))
            .Select(file => new FinalClauses(
                file.Id, file.ProtocolTo is { Article: not null } parent ? parent.Instrument : null,
                file.EntryIntoForceRule?.LaterPartyDays, file.DenunciationRule?.Months, file.DenunciationRule?.EndsProtocols ?? false))
            .ToDictionary(clauses => clauses.Instrument);

    sealed record Written(InstrumentId Id, Parent? ProtocolTo, Entry? EntryIntoForceRule, Denunciation? DenunciationRule);

    sealed record Parent(InstrumentId Instrument, string? Article);

    sealed record Entry(int LaterPartyDays);

    sealed record Denunciation(int Months, bool EndsProtocols);
}
