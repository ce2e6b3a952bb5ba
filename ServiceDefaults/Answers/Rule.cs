using System.Diagnostics.CodeAnalysis;

namespace ServiceDefaults.Answers;

/// <summary>A rule that a request can break. What its refusal says stands once a language in <c>Refusals/{language}.json</c> of the assembly that has the rule.</summary>
/// <remarks>Each is a static field beside the code that has it, where the tests find all of them.</remarks>
public record Rule
{
    /// <param name="key">Its name and, where it can be broken in several ways that are told apart, the way: <c>reviews/given-once#feedback</c>.</param>
    /// <param name="values">Names of the values its sentence uses, <c>{state}</c>.</param>
    public Rule(string key, params string[] values) => (Key, Name, Values) = (key, key.Split('#')[0], values);

    /// <summary>Which sentence is its.</summary>
    public string Key { get; }

    /// <summary>Stable, <c>treaties/deposit-before-opening</c>. Never reused.</summary>
    public string Name { get; init; }

    public IReadOnlyList<string> Values { get; }

    /// <summary>What is said for this rule.</summary>
    /// <param name="values">In the order of <see cref="Values"/>.</param>
    /// <exception cref="ArgumentException">They are more or fewer.</exception>
    public Said With(params IReadOnlyList<RefusalValue> values) => values.Count == Values.Count
        ? new(this, values)
        : throw new ArgumentException($"{Key} says {Values.Count} values, not {values.Count}.", nameof(values));
}

/// <summary>A rule by which an answer is reached, and that nobody can break: when a deposit takes effect. Its sentence stands where those of the others do.</summary>
public sealed record StepRule(string key, params string[] values) : Rule(key, values);

/// <summary>A rule that was broken, or by which an answer was reached, with what it was held against: a sentence in any language.</summary>
/// <param name="Values">In the order of the rule's own.</param>
public sealed record Said(Rule Rule, IReadOnlyList<RefusalValue> Values)
{
    /// <summary>A rule whose sentence uses no value.</summary>
    [return: NotNullIfNotNull(nameof(rule))]
    public static implicit operator Said?(Rule? rule) => rule?.With();

    /// <summary>The sentence as it is read.</summary>
    public string In(Tongue tongue) => In(tongue, tongue.Say);

    /// <summary>The sentence, its values written in a way of its own.</summary>
    public string In(Tongue tongue, Func<RefusalValue, string> write) =>
        Tongue.Placeholder().Replace(tongue.Sentence(Rule), match => write(Values[Rule.Values.Index().Single(it => it.Item == match.Groups[1].Value).Index]));

    /// <summary>The sentence with the names of its values where they stand: <c>{state} cannot review itself.</c></summary>
    public string SentenceIn(Tongue tongue) => tongue.Sentence(Rule);

    /// <summary>Each value by its name, as programs read it.</summary>
    public IReadOnlyDictionary<string, WrittenValue> ValuesIn(Tongue tongue) => Rule.Values.Zip(Values).ToDictionary(it => it.First, it => tongue.Write(it.Second));
}
