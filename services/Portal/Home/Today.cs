namespace Portal.Home;

/// <summary>A number, and the address under the gateway of the records it was counted from.</summary>
public sealed record Figure(int Value, string Source);

/// <summary>A count that is uncertain where acts are dated by an interval only.</summary>
/// <param name="Certain">Counts acts that are dated, and intervals that have closed.</param>
/// <param name="Possible">Counts also those whose interval is still open.</param>
/// <remarks>Source: the platform's definition of both, docs of Treaties, <c>GET /instruments/{id}/parties</c>.</remarks>
public sealed record UncertainFigure(int Certain, int Possible, string Source);

/// <summary>What the first page shows: one part of each service. A part is null while its service gives no answer.</summary>
/// <param name="Day">The UTC day the figures are as of.</param>
/// <param name="OnFile">Every instrument the platform knows.</param>
public sealed record Today(DateOnly Day, OnFile? OnFile, Joined? Joined, Reviewed? Reviewed, Assisted? Assisted, Cooperating? Cooperating);

/// <param name="Names">By instrument id, in the reader's language.</param>
/// <param name="Instruments">With acts recorded or not.</param>
public sealed record OnFile(IReadOnlyDictionary<string, InstrumentName> Names, Figure Instruments);

/// <param name="Short">As people say it: <c>UNCAC</c>.</param>
public sealed record InstrumentName(string Short, string Title);

/// <param name="Parties">Null where no act is recorded for the instrument.</param>
public sealed record Joined(IReadOnlyList<(string Instrument, UncertainFigure? Parties)> Parties);

/// <param name="Enrolments">By name of the mechanism.</param>
public sealed record Reviewed(IReadOnlyList<(string Mechanism, UncertainFigure Enrolled)> Enrolments);

/// <param name="NonParties">States on the reference list; null where no act is recorded for the instrument.</param>
public sealed record Assisted(Figure Activities, IReadOnlyList<(string Instrument, UncertainFigure? NonParties)> NonParties);

/// <param name="States">Participants that designated at least one of the authorities.</param>
public sealed record Cooperating(Figure Authorities, Figure States);
