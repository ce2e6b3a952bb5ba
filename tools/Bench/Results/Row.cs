namespace Bench.Results;

/// <summary>One line of the table.</summary>
/// <param name="Measure">The measure it is part of, as <c>--only</c> names it.</param>
/// <param name="What">What was measured, of whom.</param>
/// <param name="Unit">As read aloud: <c>requests/s</c>, <c>ms</c>.</param>
/// <param name="Target">What it is held to, in words; null for a baseline or a number for information.</param>
/// <param name="Holds">Whether the target holds for the median; null where there is none.</param>
sealed record Row(string Measure, string What, Spread Measured, string Unit, string? Target = null, bool? Holds = null);
