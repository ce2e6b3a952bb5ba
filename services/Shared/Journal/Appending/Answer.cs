using Microsoft.AspNetCore.Http;
using ServiceDefaults.Answers;

namespace Journal.Appending;

/// <summary>What a use case answers. Kept under the request's Idempotency-Key, in the transaction of the change, so that a retry gets the same.</summary>
public sealed class Answer
{
    Answer(int status, object? body, string? location, string? etag)
    {
        Status = status;
        Body = body;
        Location = location;
        ETag = etag;
    }

    Answer(Refusal refusal)
    {
        Status = refusal.Status;
        Refusal = refusal;
    }

    internal int Status { get; }
    internal object? Body { get; }
    internal string? Location { get; }
    internal string? ETag { get; }

    /// <summary>Not null when nothing was changed, and why.</summary>
    internal Refusal? Refusal { get; }

    /// <summary>201: something new stands at <paramref name="location"/>; the ETag is the stream's version.</summary>
    public static Answer Created(string location, object body, FactStream? tag = null) => new(StatusCodes.Status201Created, body, location, tag?.ETag);

    /// <summary>200: done; the ETag is the stream's version.</summary>
    public static Answer Ok(object body, FactStream? tag = null) => new(StatusCodes.Status200OK, body, null, tag?.ETag);

    public static implicit operator Answer(Refusal refusal) => new(refusal);
}
