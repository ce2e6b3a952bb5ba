using System.Text;
using System.Text.Json;

namespace ServiceDefaults.Access;

/// <summary>JSON of which there is only one reading: no member twice, no comments, no trailing commas, valid UTF-8.</summary>
static class StrictJson
{
    static readonly JsonDocumentOptions options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };
    static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="JsonException">It is not.</exception>
    public static JsonDocument Parse(byte[] json)
    {
        try
        {
            utf8.GetCharCount(json);
        }
        catch (DecoderFallbackException)
        {
            throw new JsonException("not UTF-8");
        }
        return JsonDocument.Parse(json, options);
    }
}
