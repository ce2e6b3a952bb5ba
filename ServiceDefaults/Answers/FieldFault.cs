namespace ServiceDefaults.Answers;

/// <summary>One field of a request that breaks a rule.</summary>
/// <param name="Field">As the request writes it: <c>items[0].noteVerbale</c>.</param>
/// <param name="Rule">Name of the rule, stable.</param>
/// <param name="Detail">What would be right.</param>
public sealed record FieldFault(string Field, string Rule, string Detail);
