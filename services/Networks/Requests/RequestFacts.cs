using Contracts;

namespace Networks.Requests;

/// <summary>The authority of one State asked that of another. Internal: that there is a request is for the two States; what it says stands encrypted.</summary>
[FactType("networks.request-transmitted", Internal = true)]
sealed record RequestTransmitted
{
    public required Guid Request { get; init; }
    public required StateCode FromState { get; init; }
    public required StateCode ToState { get; init; }
    public required Guid FromAuthority { get; init; }
    public required Guid ToAuthority { get; init; }
    public required InstrumentId Instrument { get; init; }
    public ArticleRef? Article { get; init; }

    /// <summary>Through which network; null where the two deal directly.</summary>
    public string? Network { get; init; }

    public required bool Urgent { get; init; }
    public DateOnly? Deadline { get; init; }

    /// <summary>Of the confidential texts.</summary>
    public required Guid Subject { get; init; }
    public required Guid Text { get; init; }
}

/// <summary>The requested State has it.</summary>
[FactType("networks.request-acknowledged", Internal = true)]
sealed record RequestAcknowledged
{
    public required Guid Request { get; init; }
}

/// <summary>The requested State gave what was asked for.</summary>
[FactType("networks.request-answered", Internal = true)]
sealed record RequestAnswered
{
    public required Guid Request { get; init; }

    /// <summary>Of the confidential text.</summary>
    public required Guid Answer { get; init; }
}

/// <summary>The requested State refused, with reasons (UNTOC art. 18(23)).</summary>
[FactType("networks.request-refused", Internal = true)]
sealed record RequestRefused
{
    public required Guid Request { get; init; }
    public required RefusalGround Ground { get; init; }

    /// <summary>Of the confidential text.</summary>
    public required Guid Reasons { get; init; }
}

/// <summary>The requesting State no longer needs it (UNTOC art. 18(24)).</summary>
[FactType("networks.request-withdrawn", Internal = true)]
sealed record RequestWithdrawn
{
    public required Guid Request { get; init; }

    /// <summary>Of the confidential text.</summary>
    public required Guid Reason { get; init; }
}
