using Contracts;

namespace Networks.Requests;

/// <summary>Somebody of one of the two States read a request. Only ever added.</summary>
public sealed class RequestReading
{
    /// <summary>In order of time; no running number, which would tell each side how busy others are.</summary>
    public Guid Id { get; init; }

    public Guid Request { get; init; }

    /// <summary>Opaque id of who read it.</summary>
    public required string Reader { get; init; }

    public StateCode State { get; init; }
    public DateTimeOffset ReadAt { get; init; }
}
