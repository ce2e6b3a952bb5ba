using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Npgsql;
using ServiceDefaults.Answers;

namespace Journal.Appending;

/// <summary>One request made under an Idempotency-Key: whoever sends it again, for whatever reason, gets the first answer and changes nothing.</summary>
/// <param name="Actor">Keys of different askers never meet.</param>
/// <param name="Route">Method and path.</param>
/// <param name="RequestHash">SHA-256 of the body: another body under the same key is a mistake, not a retry.</param>
sealed record IdempotentRequest(string Actor, string Route, string Key, byte[] RequestHash)
{
    const string Item = "journal.request-hash";
    public const string Header = "Idempotency-Key";

    /// <summary>Reads the key of a request; null when it has none.</summary>
    public static IdempotentRequest? Of(HttpContext? context, string actor) =>
        context?.Items[Item] is byte[] hash
            ? new(actor, $"{context.Request.Method} {context.Request.PathBase}{context.Request.Path}", context.Request.Headers[Header].ToString(), hash)
            : null;

    /// <summary>Claims the key for this transaction. A twin in flight makes it wait until that one has committed or given up.</summary>
    /// <returns>Null when this request is the first; else what to answer.</returns>
    public async Task<IResult?> Claim(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset now, CancellationToken cancel)
    {
        await using var claim = new NpgsqlCommand(
            "INSERT INTO idempotency (actor, route, key, request_hash, recorded_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", connection, transaction)
        {
            Parameters = { new() { Value = Actor }, new() { Value = Route }, new() { Value = Key }, new() { Value = RequestHash }, new() { Value = now.UtcDateTime } },
        };
        if (await claim.ExecuteNonQueryAsync(cancel) == 1)
            return null;

        await using var read = new NpgsqlCommand(
            "SELECT request_hash, status, location, etag, body FROM idempotency WHERE actor = $1 AND route = $2 AND key = $3", connection, transaction)
        {
            Parameters = { new() { Value = Actor }, new() { Value = Route }, new() { Value = Key } },
        };
        await using var row = await read.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            throw new InvalidOperationException("An idempotency key was taken and is not there: the table has lost a row.");
        return row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(RequestHash)
            ? new StoredAnswer(row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<byte[]>(4))
            : new Refusal(422, "interface/idempotency-key-reused", Header, "This key was used for another request. Use a new key, or repeat the first request unchanged.");
    }

    /// <summary>Keeps the answer with the change it answers.</summary>
    public NpgsqlBatchCommand Keep(StoredAnswer answer) =>
        new("UPDATE idempotency SET status = $4, location = $5, etag = $6, body = $7 WHERE actor = $1 AND route = $2 AND key = $3")
        {
            Parameters =
            {
                new() { Value = Actor }, new() { Value = Route }, new() { Value = Key }, new() { Value = answer.Status },
                new() { Value = (object?)answer.Location ?? DBNull.Value }, new() { Value = (object?)answer.ETag ?? DBNull.Value }, new() { Value = answer.Body },
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
                    if (keys.Count != 1 || keys[0] is not { Length: >= 1 and <= 200 } key || key.Any(c => c is < '!' or > '~'))
                    {
                        await Refusal.Invalid("interface/idempotency-key", Header, "One key of 1 to 200 visible ASCII characters.").ExecuteAsync(context);
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
