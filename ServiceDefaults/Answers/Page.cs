namespace ServiceDefaults.Answers;

/// <summary>A part of a list, and how to ask for the next.</summary>
/// <param name="Next">Opaque cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
