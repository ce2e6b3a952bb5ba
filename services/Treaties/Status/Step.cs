using ServiceDefaults.Answers;

namespace Treaties.Status;

/// <summary>One step of a calculation, for programs: the rule, and what it was held against.</summary>
/// <param name="Rule">Name of the rule, stable.</param>
/// <param name="Sentence">The line of the calculation with the names of its values where they stand.</param>
/// <param name="Values">Each value by its name.</param>
public sealed record Step(string Rule, string Sentence, IReadOnlyDictionary<string, WrittenValue> Values);

/// <summary>How calculations read in answers.</summary>
static class Steps
{
    /// <summary>A sentence a line, as it reads in a language.</summary>
    public static IReadOnlyList<string> LinesIn(this IReadOnlyList<Said> steps, Tongue tongue) => [.. steps.Select(step => LineIn(step, tongue))];

    /// <summary>The same lines for programs.</summary>
    public static IReadOnlyList<Step> StepsIn(this IReadOnlyList<Said> steps, Tongue tongue) =>
        [.. steps.Select(step => new Step(step.Rule.Name, step.SentenceIn(tongue), step.ValuesIn(tongue)))];

    /// <remarks>
    /// English lines are as old as the interface, and written for programs too: days, provisions and instruments stay as those write them. Other
    /// languages say them.
    /// </remarks>
    static string LineIn(Said step, Tongue tongue) => tongue == Tongue.English ? step.In(tongue, Notation) : step.In(tongue);

    static string Notation(RefusalValue value) => value.Kind switch
    {
        RefusalValueKind.Dates => value.Value!.Replace("/", " to ", StringComparison.Ordinal),
        RefusalValueKind.Word or RefusalValueKind.List => Tongue.English.Say(value),
        _ => value.Value!,
    };
}
