using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Plain;

/// <summary>What is told of a record.</summary>
public sealed record Recorded(Guid Id, string Stream, int Version, string Text);

/// <summary>Saves, then publishes.</summary>
static class RecordOne
{
    const int TriesMost = 10;

    public sealed record Request(string Stream, string Text);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/records", Handle);
        routes.MapGet("/streams/{**name}", async (string name, PlainDb db, HttpResponse response, CancellationToken cancel) =>
        {
            response.Headers.ETag = $"\"{(await db.Streams.FindAsync([name], cancel))?.Version ?? 0}\"";
            return Results.Ok();
        });
    }

    static async Task<IResult> Handle(Request request, HttpRequest http, HttpResponse response, IServiceScopeFactory scopes, IPublishEndpoint bus, TimeProvider time, CancellationToken cancel)
    {
        var (key, ifMatch) = (http.Headers["Idempotency-Key"].ToString(), http.Headers.IfMatch.ToString());
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PlainDb>();
            if (await db.Records.AsNoTracking().FirstOrDefaultAsync(it => it.Marker == key, cancel) is { } earlier)
                return Answer(earlier, response);

            var stream = await db.Streams.FindAsync([request.Stream], cancel);
            if (ifMatch.Length > 0 && ifMatch != $"\"{stream?.Version ?? 0}\"")
                return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
            if (stream is null)
                db.Add(stream = new RecordStream { Name = request.Stream });
            stream.Version++;
            var record = new Record { Id = Guid.CreateVersion7(time.GetUtcNow()), Stream = request.Stream, Version = stream.Version, Marker = key, Text = request.Text };
            db.Add(record);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException lost) when (attempt < TriesMost && (lost is DbUpdateConcurrencyException || lost.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }))
            {
                continue; // somebody else was first
            }
            await bus.Publish(new Recorded(record.Id, record.Stream, record.Version, record.Text), cancel);
            return Answer(record, response);
        }
    }

    static IResult Answer(Record record, HttpResponse response)
    {
        response.Headers.ETag = $"\"{record.Version}\"";
        return Results.Created($"/records/{record.Id}", new { record.Id, record.Version });
    }
}
