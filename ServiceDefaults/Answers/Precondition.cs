using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Answers;

/// <summary>Entity tags of requests and answers (RFC 9110 §8.8.3, §13.1).</summary>
public static class Precondition
{
    /// <summary>A strong tag as the header writes it: <c>"7"</c>.</summary>
    /// <exception cref="ArgumentException">The value has a quotation mark, white space or a sign outside ASCII.</exception>
    public static string Strong(string value) => value.All(sign => sign is > ' ' and <= '~' and not '"')
        ? $"\"{value}\""
        : throw new ArgumentException($"'{value}' cannot stand in an entity tag.", nameof(value));

    /// <summary>A weak tag: the same facts, perhaps in other bytes (another format, another order of members).</summary>
    /// <exception cref="ArgumentException">As for <see cref="Strong"/>.</exception>
    public static string Weak(string value) => "W/" + Strong(value);

    /// <summary>Reads <c>If-Match</c> for the strong comparison that a change wants: weak tags never match and are left out.</summary>
    /// <param name="tags">The tags without their quotation marks; <c>*</c> alone for anything that exists.</param>
    /// <returns>False when the header is missing or is no list of tags.</returns>
    public static bool TryReadIfMatch(HttpRequest request, out IReadOnlyList<string> tags)
    {
        var read = TryRead(request.Headers.IfMatch, out var found);
        tags = read ? [.. found!.Where(tag => !tag.IsWeak).Select(Value)] : [];
        return read;
    }

    /// <summary>Whether the reader already has what <paramref name="tag"/> names (<c>If-None-Match</c>, weak comparison): answer 304.</summary>
    /// <param name="tag">As the header writes it, from <see cref="Strong"/> or <see cref="Weak"/>.</param>
    public static bool IsUnchanged(HttpRequest request, string tag) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && TryRead(request.Headers.IfNoneMatch, out var known)
        && EntityTagHeaderValue.TryParse(tag, out var current)
        && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(current, useStrongComparison: false));

    static bool TryRead(StringValues header, [NotNullWhen(true)] out IList<EntityTagHeaderValue>? tags)
    {
        tags = null;
        return !StringValues.IsNullOrEmpty(header) && EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out tags) && tags.Count > 0;
    }

    static string Value(EntityTagHeaderValue tag) => tag.Equals(EntityTagHeaderValue.Any) ? "*" : tag.Tag.ToString().Trim('"');
}
