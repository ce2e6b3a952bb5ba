using System.Text.Json;
using System.Text.Json.Serialization;
using Contracts;

namespace Reviews.Mechanisms;

/// <summary>A review mechanism, as its founding documents make it. Data, not code: each statement with its source.</summary>
/// <param name="Convention">Whoever is party to it takes part.</param>
/// <param name="Instruments">What is reviewed, of those a State is party to.</param>
/// <param name="LegalBasis">Article under which the mechanism was created.</param>
/// <param name="Organizations">How the mechanism deals with regional economic integration organizations.</param>
public sealed record Mechanism(
    string Id, IReadOnlyDictionary<string, string> Names, string ShortName, InstrumentId Convention, IReadOnlyList<InstrumentId> Instruments,
    ArticleRef LegalBasis, Sourced CreatedBy, Sourced Participation, Sourced Organizations, IReadOnlyList<Stage> Stages)
{
    static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Every mechanism, by id, read once from the data the platform ships with.</summary>
    public static readonly IReadOnlyList<Mechanism> All = Read(Path.Combine(AppContext.BaseDirectory, "data", "mechanisms"));

    public static Mechanism? Find(string id) => All.FirstOrDefault(mechanism => mechanism.Id == id);

    /// <param name="folder">Folder of the files, one per mechanism.</param>
    public static IReadOnlyList<Mechanism> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<Mechanism>(File.ReadAllBytes(file), written) ?? throw new InvalidDataException($"{file} is empty."))];
}

/// <summary>A statement and where it stands.</summary>
public sealed record Sourced(string Text, string Source);

/// <summary>A cycle or phase: a time span with a fixed scope.</summary>
public sealed record Stage(string Name, string Period, string Scope, string Source);
