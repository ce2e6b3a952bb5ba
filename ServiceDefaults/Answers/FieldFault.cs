namespace ServiceDefaults.Answers;

/// <summary>One field of a request that breaks a rule.</summary>
/// <param name="Field">As the request writes it: <c>items[0].noteVerbale</c>.</param>
/// <param name="Said">The rule, and what it is broken by.</param>
/// <param name="Source">The treaty article, resolution or page the rule rests on; null for rules of the interface.</param>
public sealed record FieldFault(string Field, Said Said, string? Source = null);
