namespace Contracts;

/// <summary>The form of a type that is written as one text, for the documents of the interfaces.</summary>
/// <param name="pattern">A regular expression (ECMA 262) of the whole text. What the type reads is its own to say; a test holds the two together.</param>
/// <param name="example">One that is well formed.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class WrittenAsAttribute(string pattern, string example) : Attribute
{
    public string Pattern { get; } = pattern;

    public string Example { get; } = example;
}
