namespace Portal.Directory;

// What Networks answers about authorities, as far as pages show it.

/// <param name="Contact">Null for readers who are no practitioners: Networks decides.</param>
public sealed record Authority(Guid Id, string State, string? Territory, IReadOnlyDictionary<string, string> Names, IReadOnlyList<Designation> Functions, Contact? Contact);

/// <param name="Function">In kebab case: <c>mutual-legal-assistance</c>.</param>
public sealed record Designation(string Function, string Instrument);

/// <param name="Source">The note by which the State told it.</param>
public sealed record Contact(
    string? Unit, string? PostalAddress, string? Telephone, string? Email, string? Web, IReadOnlyList<string> Languages, IReadOnlyList<string> Channels,
    bool ElectronicTransmission, bool UrgentAroundTheClock, Note Source);

public sealed record Note(string Reference, DateOnly Date);

/// <summary>What authorities may be designated for under one instrument.</summary>
public sealed record DirectoryFunction(string Function, string Instrument, IReadOnlyDictionary<string, string> Names);
