namespace Journal;

/// <summary>An entry of another service's journal, as its consumers see it.</summary>
/// <param name="Source">The service whose journal it stands in.</param>
/// <param name="Position">Its place in the order of that source, counted from 1 without gaps over published and internal entries.</param>
/// <param name="Id">The entry's own id; what reactions name as their cause.</param>
/// <param name="Version">Its place in its stream, from 1.</param>
/// <param name="OccurredOn">When it happened in the world.</param>
/// <param name="RecordedAt">When the source learned it, to the microsecond.</param>
/// <param name="Actor">Opaque id, roles and State of who recorded it.</param>
public sealed record Entry(string Source, long Position, Guid Id, string Stream, int Version, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt, string Actor);
