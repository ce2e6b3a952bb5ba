namespace Portal.Forms;

/// <summary>Why a form of the portal's own was not taken.</summary>
/// <param name="Text">Name of the text that says it.</param>
/// <param name="Field">Id of the field at fault; null for the whole.</param>
public sealed record Fault(string Text, string? Field = null);
