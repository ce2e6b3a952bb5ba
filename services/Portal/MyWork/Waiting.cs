namespace Portal.MyWork;

/// <summary>What waits for a reader.</summary>
/// <param name="State">Name of the State the reader speaks for; null for the secretariat.</param>
public sealed record WorkOfReader(string? State, IReadOnlyList<Waiting> Lists);

/// <summary>One list of what waits for the reader.</summary>
/// <param name="Name">Of its texts: <c>work.{name}.heading</c>.</param>
/// <param name="Items">The first of them; null while the service that knows gives no answer.</param>
/// <param name="All">Where all of it is to be seen; null where there is no such place.</param>
/// <param name="Count">How many there are.</param>
public sealed record Waiting(string Name, IReadOnlyList<WaitingItem>? Items, string? All = null, int Count = 0);

/// <param name="Text">In the reader's language, or the words of who wrote it.</param>
/// <param name="Detail">What is asked.</param>
/// <param name="DueOn">Last day in time; null where none is set. Shown to those alone whose day it is, and to the secretariat.</param>
/// <param name="IsLate">The day is over.</param>
public sealed record WaitingItem(string Text, string Address, string Detail, DateOnly? DueOn = null, bool IsLate = false)
{
    /// <summary>The text is a person's name, which nobody translates.</summary>
    public bool IsName { get; init; }
}
