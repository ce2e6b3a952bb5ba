using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Contracts;
using Journal.Following;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Journal.Operations;

/// <summary>Foreign entries that could not be applied here, and what an operator does about them.</summary>
static class ParkedEntries
{
    /// <param name="Source">The service whose entry it is.</param>
    /// <param name="Reason">What applying it failed with.</param>
    /// <param name="Tries">How often it was tried; 0 when it only waits behind an earlier entry of its stream.</param>
    /// <param name="Skipped">Why an operator passed over it; null while it is parked.</param>
    public sealed record Parked(string Source, long Position, Guid Id, string Stream, string Type, string Reason, int Tries, DateTimeOffset ParkedAt, string? Skipped);

    /// <param name="StillParked">Entries of the stream that are parked now.</param>
    /// <param name="Reason">Why the first of them is.</param>
    public sealed record Outcome(string Source, string Stream, int StillParked, string? Reason);

    /// <param name="Reason">Why it may be passed over for good: kept in the journal.</param>
    public sealed record SkipRequest([Required, FreeText, MinLength(10), MaxLength(1000)] string Reason);

    static readonly Rule onlyTheFirst = new("operations/only-the-first", "stream");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/operations/parked", List).WithName("listParkedEntries").For(Role.Operator).WithSummary("Lists parked and skipped entries, oldest first.");
        routes.MapPost("/operations/parked/{source}/{position:long}/retry", Retry).WithName("retryParkedEntry").For(Role.Operator)
            .WithSummary("Applies the parked entries of the stream this one belongs to, in order.");
        routes.MapPost("/operations/parked/{source}/{position:long}/skip", Skip).WithName("skipParkedEntry").For(Role.Operator)
            .WithSummary("Passes over this entry for good, with a reason, and applies those parked behind it.");
    }

    static async Task<Ok<Page<Parked>>> List(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT source, position, id, stream, envelope, reason, tries, parked_at, skipped FROM parked ORDER BY source, position LIMIT 500");
        var parked = new List<Parked>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            parked.Add(new(
                row.GetString(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), JsonSerializer.Deserialize<Recorded>(row.GetString(4), FactTypes.Json)!.Type,
                row.GetString(5), row.GetInt32(6), row.GetFieldValue<DateTimeOffset>(7), row.IsDBNull(8) ? null : row.GetString(8)));
        return TypedResults.Ok(new Page<Parked>(parked, null));
    }

    static async Task<Results<Ok<Outcome>, Refusal>> Retry(string source, long position, IEnumerable<IFollower> followers, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (await Find(source, position, database, cancel) is not { } found || followers.SingleOrDefault(follower => follower.Source == source) is not { } follower)
            return Refusal.Absent("parked-entry");
        var (left, reason) = await follower.Retry(found.Stream, cancel);
        return TypedResults.Ok(new Outcome(source, found.Stream, left, reason));
    }

    static async Task<Results<Ok<Outcome>, Refusal>> Skip(
        string source, long position, SkipRequest request, Asker asker, IEnumerable<IFollower> followers, NpgsqlDataSource database, TimeProvider time, SkipRecorder recorder, CancellationToken cancel)
    {
        if (await Find(source, position, database, cancel) is not { } found || followers.SingleOrDefault(follower => follower.Source == source) is not { } follower)
            return Refusal.Absent("parked-entry");
        if (!await recorder.Record(new EntrySkipped { Source = source, Entry = found.Id, Position = position, Reason = request.Reason }, found.Stream, asker.AsActor(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancel))
            return Refusal.Because(onlyTheFirst.With(RefusalValue.Text(found.Stream)), "position");
        var (left, reason) = await follower.Retry(found.Stream, cancel);
        return TypedResults.Ok(new Outcome(source, found.Stream, left, reason));
    }

    static async Task<(Guid Id, string Stream)?> Find(string source, long position, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT id, stream FROM parked WHERE source = $1 AND position = $2 AND skipped IS NULL");
        read.Parameters.Add(new() { Value = source });
        read.Parameters.Add(new() { Value = position });
        await using var row = await read.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetGuid(0), row.GetString(1)) : null;
    }
}
