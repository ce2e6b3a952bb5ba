using System.Text.Json;
using System.Text.Json.Serialization;
using Contracts;

namespace Reviews.Mechanisms;

/// <summary>A review mechanism, as its founding documents make it. Data, not code: each statement with its source.</summary>
/// <param name="Convention">Whoever is party to it takes part.</param>
/// <param name="Instruments">What is reviewed, of those a State is party to.</param>
/// <param name="LegalBasis">Article under which the mechanism was created.</param>
/// <param name="Organizations">How the mechanism deals with regional economic integration organizations.</param>
/// <param name="Steps">What a review goes through, who acts and how long it may take.</param>
public sealed record Mechanism(
    string Id, IReadOnlyDictionary<string, string> Names, string ShortName, InstrumentId Convention, IReadOnlyList<InstrumentId> Instruments,
    ArticleRef LegalBasis, Sourced CreatedBy, Sourced Participation, Sourced Organizations, ReviewerRule Reviewers, IReadOnlyList<Cycle> Cycles, IReadOnlyList<ReviewStep> Steps)
{
    static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Every mechanism, by id, read once from the data the platform ships with.</summary>
    public static readonly IReadOnlyList<Mechanism> All = Read(Path.Combine(AppContext.BaseDirectory, "data", "mechanisms"));

    /// <summary>The cycles, under the name they first had here.</summary>
    public IReadOnlyList<Cycle> Stages => Cycles;

    public static Mechanism? Find(string id) => All.FirstOrDefault(mechanism => mechanism.Id == id);

    public Cycle? FindCycle(string id) => Cycles.FirstOrDefault(cycle => cycle.Id == id);

    public ReviewStep Step(ReviewStage stage) => Steps.Single(step => step.Id == stage);

    /// <param name="folder">Folder of the files, one per mechanism.</param>
    /// <exception cref="InvalidDataException">A file does not say what a mechanism needs.</exception>
    public static IReadOnlyList<Mechanism> Read(string folder)
    {
        List<Mechanism> read = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<Mechanism>(File.ReadAllBytes(file), written) ?? throw new InvalidDataException($"{file} is empty."))];
        foreach (var mechanism in read)
            ReviewStep.Check(mechanism.Id, mechanism.Steps);
        return read;
    }
}

/// <summary>A statement and where it stands.</summary>
public sealed record Sourced(string Text, string Source);

/// <summary>A cycle or phase: a time span with a fixed scope.</summary>
public sealed record Cycle(string Id, string Name, string Period, string Scope, string Source);

/// <summary>How many States review one, and from where.</summary>
/// <param name="FromTheSameRegionalGroupAtLeast">Of the same regional group as the State under review, where the groups are known.</param>
public sealed record ReviewerRule(int Count, int FromTheSameRegionalGroupAtLeast, int FromTheSameRegionalGroupAtMost, string Source);
