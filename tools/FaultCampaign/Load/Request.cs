namespace FaultCampaign.Load;

/// <summary>One thing asked: sent until it is answered for certain, always under the same key.</summary>
/// <param name="Marker">Unique; the Idempotency-Key, the bearer's id, and so the actor of every entry it leads to.</param>
/// <param name="Kind">What is asked, as the result counts it.</param>
/// <param name="Path">Below the entrance.</param>
/// <param name="Fact">Type of the one entry it leads to.</param>
/// <param name="About">What it changes, or is for.</param>
/// <param name="LookAt">Where what it changes can be read; null for something new.</param>
sealed record Request(string Marker, string Kind, string Service, HttpMethod Method, string Path, string Role, object Body, string Fact, string? IfMatch = null, object? About = null, string? LookAt = null);

/// <summary>A certain answer.</summary>
sealed record Reply(int Status, string? ETag, string? Location)
{
    public bool IsAcknowledged => Status is >= 200 and < 300;
}
