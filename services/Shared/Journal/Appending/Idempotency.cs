using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Npgsql;
using ServiceDefaults.Answers;
using ServiceDefaults.OpenApi;

namespace Journal.Appending;

/// <summary>One request made under an Idempotency-Key: whoever sends it again, for whatever reason, gets the first answer and changes nothing.</summary>
/// <param name="Actor">Keys of different askers never meet.</param>
/// <param name="Route">Method and path.</param>
/// <param name="RequestHash">SHA-256 of the body: another body under the same key is a mistake, not a retry.</param>
sealed record IdempotentRequest(string Actor, string Route, string Key, byte[] RequestHash)
{
    static readonly Rule keyReused = new("interface/idempotency-key-reused"), oneKey = new("interface/idempotency-key", "max");

    const string Item = "journal.request-hash";
    const int KeyLengthMax = 200;

    public const string Header = "Idempotency-Key";

    /// <summary>Violated where a twin was answered by a build that does not take the lock.</summary>
    public const string Constraint = "idempotency_pkey";

    /// <summary>Marks an endpoint that takes a key.</summary>
    public sealed record ReadsKey : IReadsHeader
    {
        public static readonly ReadsKey Yes = new();

        string IReadsHeader.Header => IdempotentRequest.Header;

        public string Description => $"A key of your own making, at most {KeyLengthMax} characters: sent again under it, the request is done once and answered as at first.";

        public bool IsRequired => false;
    }

    /// <summary>Reads the key of a request; null when it has none.</summary>
    public static IdempotentRequest? Of(HttpContext? context, string actor) =>
        context?.Items[Item] is byte[] hash
            ? new(actor, $"{context.Request.Method} {context.Request.PathBase}{context.Request.Path}", context.Request.Headers[Header].ToString(), hash)
            : null;

    /// <summary>Claims the key for this transaction. A twin in flight makes it wait until that one has committed or given up.</summary>
    /// <returns>Null when this request is the first; else what to answer.</returns>
    public async Task<IResult?> Claim(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        // Two statements, so that the second reads by a snapshot taken after the lock was granted; one round trip for both.
        await using var claim = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("SELECT pg_advisory_xact_lock(hashtextextended($1, 4))") { Parameters = { new() { Value = $"{Actor}\n{Route}\n{Key}" } } },
                new("SELECT request_hash, status, location, etag, body FROM idempotency WHERE actor = $1 AND route = $2 AND key = $3")
                {
                    Parameters = { new() { Value = Actor }, new() { Value = Route }, new() { Value = Key } },
                },
            },
        };
        await using var row = await claim.ExecuteReaderAsync(cancel);
        await row.NextResultAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        return row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(RequestHash)
            ? new StoredAnswer(row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<byte[]>(4))
            : new Refusal(422, keyReused, Header);
    }

    /// <summary>Keeps the answer with the change it answers.</summary>
    public NpgsqlBatchCommand Keep(StoredAnswer answer, DateTimeOffset now) =>
        new("INSERT INTO idempotency (actor, route, key, request_hash, recorded_at, status, location, etag, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        {
            Parameters =
            {
                new() { Value = Actor }, new() { Value = Route }, new() { Value = Key }, new() { Value = RequestHash }, new() { Value = now.UtcDateTime }, new() { Value = answer.Status },
                new NpgsqlParameter<string?> { TypedValue = answer.Location }, new NpgsqlParameter<string?> { TypedValue = answer.ETag }, new() { Value = answer.Body },
            },
        };

    /// <summary>Takes the hash of the body of every request that carries a key, before anything reads it.</summary>
    public sealed class Reader : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, go) =>
            {
                if (context.Request.Headers.TryGetValue(Header, out var keys))
                {
                    if (keys.Count != 1 || keys[0] is not { Length: >= 1 and <= KeyLengthMax } key || key.Any(c => c is < '!' or > '~'))
                    {
                        await Refusal.Invalid(oneKey.With(KeyLengthMax), Header).ExecuteAsync(context);
                        return;
                    }
                    context.Request.EnableBuffering();
                    context.Items[Item] = await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted);
                    context.Request.Body.Position = 0;
                }
                await go(context);
            });
            next(app);
        };
    }
}

/// <summary>An answer as it goes over the wire, the same the first time and every time after.</summary>
sealed record StoredAnswer(int Status, string? Location, string? ETag, byte[] Body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        if (Location is not null)
            response.Headers.Location = Location;
        if (ETag is not null)
            response.Headers.ETag = ETag;
        return response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
    }
}
