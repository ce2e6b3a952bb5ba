using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ServiceDefaults.Answers;

/// <summary>Where a page ended, opaque to its reader: base64url of version, list and the last key. It is no secret and no permission: the next page is checked like the first.</summary>
static class Cursor
{
    const int Version = 1, LengthMax = 1000;

    sealed record Place<TKey>(int V, string Of, TKey Key);

    /// <param name="list">The list it is a place in: a cursor of one list is none of another.</param>
    public static string Write<TKey>(string list, TKey key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Place<TKey>(Version, list, key), AnswerDefaults.Json));

    public static bool TryRead<TKey>(string list, string cursor, [NotNullWhen(true)] out TKey? key)
    {
        key = default;
        try
        {
            if (cursor.Length > LengthMax || !Base64Url.IsValid(cursor) || JsonSerializer.Deserialize<Place<TKey>>(Base64Url.DecodeFromChars(cursor), AnswerDefaults.Json) is not { V: Version } place || place.Of != list)
                return false;
            key = place.Key;
            return key is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
