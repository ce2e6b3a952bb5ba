using Portal.Instruments;

namespace Portal.Figures;

/// <summary>A figure as every service answers it.</summary>
/// <param name="KnownAt">When the last recording it rests on was made; null where it rests on none.</param>
/// <param name="Count">Null where nothing is recorded that could be counted: that is not zero.</param>
/// <param name="By">What it is broken down by; null for figures whose groups are of one kind.</param>
public sealed record FigureValue(
    string Name, string Definition, string Unit, string Recorded, Count? Count, IReadOnlyList<FigurePart> Breakdown,
    DateOnly? AsOf = null, DateOnly? From = null, DateOnly? To = null, DateTimeOffset? KnownAt = null, long? At = null, FigureText? Texts = null, IReadOnlyList<string>? By = null);

/// <summary>What a figure is called, counts and is measured in, by language; null where the service says it in English alone.</summary>
public sealed record FigureText(IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> Definitions, IReadOnlyDictionary<string, string> Units);

public sealed record FigurePart(string Group, decimal Certain, decimal Possible, decimal? Of = null);
