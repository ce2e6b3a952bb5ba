using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Reading;

namespace ServiceDefaults.Answers;

/// <summary>
/// Which page of a list is asked for: take it as a parameter, query the keys after <see cref="After"/>, <see cref="Take"/> of them, in
/// their order, and give them to <see cref="Answer"/>.
/// </summary>
/// <typeparam name="TKey">What the list is ordered by, unique: a number, a text, or a small record of them.</typeparam>
public sealed class Paging<TKey> : IEndpointParameterMetadataProvider
{
    public const int LimitDefault = 50, LimitMax = 500;

    readonly string list;

    Paging(string list, int limit, bool isFirst, TKey? after) => (this.list, Limit, IsFirst, After) = (list, limit, isFirst, after);

    /// <summary>Items on a page, 1 to 500.</summary>
    public int Limit { get; }

    /// <summary>What to fetch: one more than the page holds, which tells whether there is another page.</summary>
    public int Take => Limit + 1;

    /// <summary>Whether it is the first page: there is nothing in <see cref="After"/>.</summary>
    [MemberNotNullWhen(false, nameof(After))]
    public bool IsFirst { get; }

    /// <summary>Key of the last item the reader has; the default of its type on the first page.</summary>
    public TKey? After { get; }

    /// <summary>The page, with <c>Link: …; rel="next"</c> (RFC 8288) where there is another.</summary>
    /// <param name="found">Up to <see cref="Take"/> items in the order of their keys.</param>
    public IResult Answer<T>(IReadOnlyList<T> found, Func<T, TKey> key)
    {
        if (found.Count <= Limit)
            return new Written<T>(new Page<T>(found, null));
        return new Written<T>(new Page<T>([.. found.Take(Limit)], Cursor.Write(list, key(found[Limit - 1]))));
    }

    /// <exception cref="Refused">The limit or the cursor is not good.</exception>
    public static ValueTask<Paging<TKey>?> BindAsync(HttpContext context)
    {
        var (page, faults) = Read(context.Request);
        return Refusal.All(faults) is { } refusal ? throw new Refused(refusal) : ValueTask.FromResult<Paging<TKey>?>(page);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new Paged(request => Read(request).Faults));

    static (Paging<TKey> Page, IReadOnlyList<Refusal> Faults) Read(HttpRequest request)
    {
        var faults = new List<Refusal>();
        var limit = LimitDefault;
        if (request.Query.TryGetValue("limit", out var wanted) && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > LimitMax))
            faults.Add(Refusal.Invalid(Paged.LimitOfAPage.With(LimitMax), "limit"));

        var (list, isFirst, after) = (Paged.ListOf(request), true, default(TKey));
        if (request.Query.TryGetValue("cursor", out var cursor) && (isFirst = !Cursor.TryRead(list, cursor.ToString(), out after)))
            faults.Add(Refusal.Invalid(Paged.CursorOfTheList, "cursor"));
        return (new(list, limit, isFirst, after), faults);
    }

    sealed record Written<T>(Page<T> Page) : IResult, IValueHttpResult<Page<T>>
    {
        Page<T> IValueHttpResult<Page<T>>.Value => Page;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (Page.Next is not null)
            {
                var request = httpContext.Request;
                var query = new QueryBuilder(request.Query.Where(part => part.Key != "cursor")) { { "cursor", Page.Next } };
                httpContext.Response.Headers.Append("Link", $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"");
            }
            return TypedResults.Ok(Page).ExecuteAsync(httpContext);
        }
    }
}

/// <summary>Marks an endpoint whose answer comes in pages, for the document of the interface.</summary>
/// <param name="misread">What is wrong with the page that is asked for.</param>
sealed class Paged(Func<HttpRequest, IEnumerable<Refusal>> misread) : IReadsQuery
{
    public static readonly Rule LimitOfAPage = new("interface/limit", "max"), CursorOfTheList = new("interface/cursor");

    /// <summary>Of the address, what does not change which items there are or in which order.</summary>
    static readonly IReadOnlySet<string> ofThePage = new HashSet<string>(["limit", "cursor", "format", "lang"], StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Names => ["limit", "cursor"];

    public IEnumerable<Refusal> Misread(HttpRequest request) => misread(request);

    /// <summary>Which list it is: the address as it is, and what limits it. The acts of one instrument are another list than those of the next, and those of one State than those of all.</summary>
    public static string ListOf(HttpRequest request)
    {
        var limits = request.Query.Where(part => !ofThePage.Contains(part.Key))
            .SelectMany(part => part.Value.Where(value => !string.IsNullOrEmpty(value)).Select(value => $"{part.Key.ToLowerInvariant()}={Uri.EscapeDataString(value!)}"))
            .Order(StringComparer.Ordinal).ToList();
        // A digest, so that a cursor does not grow with what is searched for.
        return limits.Count == 0 ? request.Path.ToString() : $"{request.Path}?{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('&', limits))).AsSpan(0, 12))}";
    }
}
