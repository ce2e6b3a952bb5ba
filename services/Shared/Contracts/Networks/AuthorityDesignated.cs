namespace Contracts.Networks;

/// <summary>A State named a competent national authority for one or more functions under instruments it is party to.</summary>
/// <remarks>Source: UNTOC art. 18(13), UNCAC art. 46(13) and the like. Carries no name and no contact: those stand in the directory.</remarks>
[FactType("networks.authority-designated")]
public sealed record AuthorityDesignated
{
    /// <summary>The authority, the same through all its changes.</summary>
    public required Guid Authority { get; init; }

    public required StateCode State { get; init; }
    public required IReadOnlyList<DesignatedFunction> Functions { get; init; }
}

/// <summary>The entry of an authority was brought up to date; its functions are now these.</summary>
/// <remarks>Source: CoSP resolution 7/1 on keeping the directory current.</remarks>
[FactType("networks.authority-kept-current")]
public sealed record AuthorityKeptCurrent
{
    public required Guid Authority { get; init; }
    public required StateCode State { get; init; }

    /// <summary>All functions from now on, not only changed ones.</summary>
    public required IReadOnlyList<DesignatedFunction> Functions { get; init; }
}

/// <summary>A State no longer names this authority for anything.</summary>
[FactType("networks.authority-withdrawn")]
public sealed record AuthorityWithdrawn
{
    public required Guid Authority { get; init; }
    public required StateCode State { get; init; }
}

/// <param name="Function">What the authority does under the instrument, as the instrument's data name it: <c>mutual-legal-assistance</c>.</param>
public sealed record DesignatedFunction(string Function, InstrumentId Instrument);
