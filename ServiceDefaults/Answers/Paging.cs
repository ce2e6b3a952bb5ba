using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
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
        var query = context.Request.Query;
        var limit = LimitDefault;
        if (query.TryGetValue("limit", out var wanted) && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > LimitMax))
            throw new Refused(Refusal.Invalid(Paged.LimitOfAPage.With(LimitMax), "limit"));

        // The address as it is: the acts of one instrument are another list than those of the next.
        var list = context.Request.Path.ToString();
        if (!query.TryGetValue("cursor", out var cursor))
            return ValueTask.FromResult<Paging<TKey>?>(new(list, limit, true, default));
        if (!Cursor.TryRead<TKey>(list, cursor.ToString(), out var after))
            throw new Refused(Refusal.Invalid(Paged.CursorOfTheList, "cursor"));
        return ValueTask.FromResult<Paging<TKey>?>(new(list, limit, false, after));
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(Paged.Yes);

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
sealed record Paged : IReadsQuery
{
    public static readonly Paged Yes = new();

    public static readonly Rule LimitOfAPage = new("interface/limit", "max"), CursorOfTheList = new("interface/cursor");

    public IReadOnlyList<string> Names => ["limit", "cursor"];
}
