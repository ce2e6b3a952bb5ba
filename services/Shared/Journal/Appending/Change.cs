using System.Reflection;
using System.Text.Json;
using Journal.Relaying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.OpenApi;

namespace Journal.Appending;

/// <summary>Runs a use case that changes something: one transaction over idempotency key, state and journal.</summary>
public sealed class Change<TDb>(
    IDbContextFactory<TDb> contexts, IHttpContextAccessor http, IOptions<JsonOptions> json, RelaySignal relay, TimeProvider time)
    : IEndpointParameterMetadataProvider where TDb : DbContext
{
    const int TriesMost = 10;

    /// <inheritdoc/>
    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(IdempotentRequest.ReadsKey.Yes);
        builder.Metadata.Add(VersionOfChange.Yes);
    }

    /// <summary>Runs it for the asker of the current request.</summary>
    /// <param name="useCase">
    /// Loads, checks, changes, appends, answers. It is run again from the start, on a fresh context, when another writer
    /// won the race, so it must have no effect outside <see cref="Work{TDb}"/>.
    /// </param>
    /// <returns>The answer; or the refusal, with nothing changed; or the answer first given under the request's Idempotency-Key.</returns>
    public Task<IResult> Run(Func<Work<TDb>, Task<Answer>> useCase, CancellationToken cancel)
    {
        var request = http.HttpContext ?? throw new InvalidOperationException("There is no request: use RunAs.");
        var actor = Asker.From(request.User).AsActor();
        var ifMatch = Precondition.TryReadIfMatch(request.Request, out var tags) ? tags : null;
        return Run(useCase, actor, IdempotentRequest.Of(request, actor), ifMatch, cancel);
    }

    /// <summary>Runs it for the platform itself, outside any request: the import at the first start.</summary>
    /// <param name="actor">What the journal keeps as actor, <c>service:treaties</c>.</param>
    public Task<IResult> RunAs(string actor, Func<Work<TDb>, Task<Answer>> useCase, CancellationToken cancel) => Run(useCase, actor, null, null, cancel);

    async Task<IResult> Run(Func<Work<TDb>, Task<Answer>> useCase, string actor, IdempotentRequest? idempotent, IReadOnlyList<string>? ifMatch, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnce(useCase, actor, idempotent, ifMatch, cancel);
            }
            catch (Exception lost) when (attempt < TriesMost && LostRace(lost))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), time, cancel);
            }
        }
    }

    async Task<IResult> RunOnce(Func<Work<TDb>, Task<Answer>> useCase, string actor, IdempotentRequest? idempotent, IReadOnlyList<string>? ifMatch, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var work = new Work<TDb>(db, time, actor, ifMatch, cancel);

        if (idempotent is not null && await idempotent.Claim(work.Connection, work.Transaction, cancel) is { } earlier)
            return earlier;

        var answer = await useCase(work);
        if (answer.Refusal is { } refusal)
            return refusal;

        var stored = new StoredAnswer(answer.Status, answer.Location, answer.ETag, JsonSerializer.SerializeToUtf8Bytes(answer.Body, json.Value.SerializerOptions));
        // From here on the caller's going away must not leave it unknown whether the change was made.
        await work.Commit(CancellationToken.None, idempotent is null ? [] : [idempotent.Keep(stored, time.GetUtcNow())]);
        if (work.HasAppended)
            relay.Wake();
        return stored;
    }

    /// <summary>Another writer was first; nothing of this attempt is left, so it can be made again.</summary>
    static bool LostRace(Exception exception) => (exception as PostgresException ?? exception.InnerException as PostgresException) switch
    {
        { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "journal_stream_version" or IdempotentRequest.Constraint } => true,
        _ => false,
    };
}

/// <summary>Marks an endpoint whose answer may tell the version of what it changed.</summary>
sealed record VersionOfChange : ISendsHeader
{
    public static readonly VersionOfChange Yes = new();

    public string Header => "ETag";

    public string Description => "The version of what was made or changed: send it in If-Match to change it next. Not where there is nothing to change.";
}
