namespace ServiceDefaults.Answers;

/// <summary>Carries a refusal out of the binding of a parameter, which has no other way to answer. Use cases return their refusals.</summary>
public sealed class Refused(Refusal refusal) : Exception(refusal.Detail)
{
    public Refusal Refusal { get; } = refusal;
}
