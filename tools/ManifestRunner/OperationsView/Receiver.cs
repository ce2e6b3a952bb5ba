using System.Buffers;
using System.IO.Compression;
using System.Text;
using ManifestRunner.OperationsView.Otlp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ManifestRunner.OperationsView;

/// <summary>Receives OTLP over HTTP as protobuf (opentelemetry.io/docs/specs/otlp, "OTLP/HTTP"): what the services send every second.</summary>
sealed class Receiver(Access access, Received received)
{
    /// <summary>Of one request, unpacked. A full batch of an exporter is far below a megabyte.</summary>
    public const int MostBytes = 8_000_000;

    const string Protobuf = "application/x-protobuf";

    /// <summary>So many requests are held in memory at once; the others wait.</summary>
    readonly SemaphoreSlim turns = new(2);

    public Task Traces(HttpContext context) => Receive(context, body => received.Traces.Add(ReadSpans.From(body)));

    public Task Logs(HttpContext context) => Receive(context, body => received.Logs.Add(ReadLogs.From(body)));

    public Task Metrics(HttpContext context) => Receive(context, body => received.Metrics.Add(ReadMetrics.From(body)));

    delegate void Read(ReadOnlySpan<byte> body);

    async Task Receive(HttpContext context, Read read)
    {
        var request = context.Request;
        if (!access.MaySend(request))
        {
            await Answer(context, StatusCodes.Status401Unauthorized, "x-otlp-api-key is missing or not the one given to the services at start");
            return;
        }
        if (request.ContentType?.Split(';')[0].Trim() != Protobuf || request.Headers.ContentEncoding.ToString() is not ("" or "gzip" or "identity"))
        {
            await Answer(context, StatusCodes.Status415UnsupportedMediaType, $"wanted is {Protobuf}, plain or gzip");
            return;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;

        await turns.WaitAsync(context.RequestAborted);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            await using var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
            var length = 0;
            for (int count; (count = await body.ReadAsync(buffer.AsMemory(length), context.RequestAborted)) > 0;)
            {
                length += count;
                if (length > MostBytes)
                {
                    await Answer(context, StatusCodes.Status413PayloadTooLarge, $"more than {MostBytes} bytes");
                    return;
                }
                if (length == buffer.Length)
                    buffer = Grown(buffer);
            }
            read(buffer.AsSpan(0, length));
            await Answer(context, StatusCodes.Status200OK, null);
        }
        catch (Exception broken) when (broken is FormatException or InvalidDataException)
        {
            await Answer(context, StatusCodes.Status400BadRequest, broken.Message);
        }
        catch (BadHttpRequestException refused)
        {
            await Answer(context, refused.StatusCode, refused.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            turns.Release();
        }
    }

    static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    /// <summary>An empty message says that all was taken; otherwise google.rpc.Status, whose second field is the message.</summary>
    static async Task Answer(HttpContext context, int status, string? why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Protobuf;
        if (why is null)
            return;
        const byte messageTag = 2 << 3 | 2;
        const int longest = 127; // its length is then one byte
        var text = Encoding.UTF8.GetBytes(why.Length <= longest ? why : why[..longest]);
        await context.Response.Body.WriteAsync((byte[])[messageTag, (byte)Math.Min(text.Length, longest), .. text.AsSpan(0, Math.Min(text.Length, longest))]);
    }
}
