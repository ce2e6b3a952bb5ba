namespace Portal.Forms;

/// <summary>A sentence as a page tells it: its words, and links where it speaks of what has a page.</summary>
public sealed record Told(IReadOnlyList<ToldPart> Parts)
{
    public static implicit operator Told(string text) => new([new ToldPart(text)]);

    public IEnumerable<ToldPart> Links => Parts.Where(part => part.Address is not null);

    /// <summary>The words alone.</summary>
    public override string ToString() => string.Concat(Parts.Select(part => part.Text));
}

/// <param name="Address">The page of what it names; null for mere words.</param>
public sealed record ToldPart(string Text, string? Address = null);
