namespace ServiceDefaults.Reading;

/// <summary>The longest text that may stand under any language of a text in several, as the interface shows it; the rule that refuses a longer one is the use case's.</summary>
/// <param name="length">In UTF-16 units.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LongestTextAttribute(int length) : Attribute
{
    public int Length => length;
}
