namespace Portal.Pages;

/// <summary>What the frame of a page is told by who makes the page.</summary>
public sealed class PageNotes
{
    /// <summary>What the reader has just done, in their language; null where they come to look.</summary>
    public string? Done { get; set; }

    /// <summary>What comes next with the thing shown.</summary>
    public string? Next { get; set; }

    /// <summary>Id of the form whose text goes with the reader into another language; null on a page without one.</summary>
    public string? FormInHand { get; set; }
}
