namespace Contracts;

/// <summary>Gives a fact its stable name, <c>treaties.action-deposited</c>: what journals and consumers know it by, whatever the class is called.</summary>
/// <param name="name">Source and past participle, kebab case. Never changed, never reused.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactTypeAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>An internal fact stays in its service's journal; a published one travels to the other services.</summary>
    public bool Internal { get; init; }
}
