using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Health;

namespace ServiceDefaults.OpenApi;

/// <summary>The document as it is answered: written when the first asks for it, since it does not change while the service runs.</summary>
sealed class KeptDocument([FromKeyedServices(KeptDocument.Name)] IOpenApiDocumentProvider provider)
{
    public const string Name = "v1";

    Task<(byte[] Bytes, string Tag)>? written;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"/openapi/{Name}.json", Handle).ForEveryone().AtOnce().ExcludeFromDescription();

    static async Task<IResult> Handle(KeptDocument document)
    {
        // Two that ask first may both have it written; one that could not is not kept.
        var writing = document.written is { IsFaulted: false, IsCanceled: false } kept ? kept : document.written = document.Write();
        var (bytes, tag) = await writing;
        return new Tagged(Results.Bytes(bytes, "application/json; charset=utf-8"), tag);
    }

    async Task<(byte[], string)> Write()
    {
        var document = await provider.GetOpenApiDocumentAsync();
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        return (stream.ToArray(), Precondition.Strong(Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))));
    }
}
