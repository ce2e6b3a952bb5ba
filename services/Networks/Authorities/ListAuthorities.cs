using Contracts;
using Microsoft.EntityFrameworkCore;
using Networks.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Networks.Authorities;

/// <summary>The directory: standing authorities, by State, function, instrument and name.</summary>
static class ListAuthorities
{
    const int WordsMax = 10;

    public sealed record Key(StateCode State, Guid Id);

    static readonly Rule searchWords = new("networks/search-words", "max");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/authorities", Handle)
        .ForEveryone()
        .WithSummary("Search the directory of competent national authorities")
        .WithDescription("Sorted by State. Several functions: any of them. q: each of its words stands in one of the authority's names, in any language, with or without accents. Everyone sees name, functions and State; practitioners see how to reach it.")
        .Produces<Page<DirectoryEntry>>();

    /// <param name="state">Authorities of this State alone.</param>
    /// <param name="function">Authorities with this function, mutual-legal-assistance; given several times, with any of them.</param>
    /// <param name="instrument">Authorities designated under this instrument.</param>
    /// <param name="q">Words that all stand in the names of the authority, in whatever language, order and case, with or without accents.</param>
    static async Task<IResult> Handle(NetworksDb db, Asker asker, StateCode? state, string[]? function, InstrumentId? instrument, [FreeText] string? q, Paging<Key> page, CancellationToken cancel)
    {
        var words = Folded.Words(q ?? "");
        // A repeated parameter that is blank asks for nothing, as a form sends it.
        var functions = (function ?? []).Where(it => it != "").ToArray();
        var stranger = functions.FirstOrDefault(it => DirectoryFunction.All.All(known => known.Function != it));
        if (Refusal.All(
            stranger is null ? null : Refusal.NoneOf(DirectoryFunction.All.DistinctBy(it => it.Function).Select(it => RefusalValue.Named("function", it.Function, it.Names)), stranger, "function"),
            words.Count > WordsMax ? Refusal.Invalid(searchWords.With(WordsMax), "q") : null) is { } refusal)
            return refusal;
        var (own, under, after, afterId) = (state?.ToString(), instrument?.ToString(), page.After?.State.ToString(), page.After?.Id);
        // Names are folded here and not in SQL, so that they are found as everywhere else; the standing authorities of all States are a few thousand.
        var found = await db.Authorities.FromSql(
            $"""
            SELECT authority.* FROM authority
            WHERE withdrawn_on IS NULL
              AND ({own}::text IS NULL OR state = {own})
              AND (cardinality({functions}) = 0 AND {under}::text IS NULL OR EXISTS (
                  SELECT FROM designation WHERE designation.authority = authority.id
                     AND (cardinality({functions}) = 0 OR function = ANY ({functions})) AND ({under}::text IS NULL OR instrument = {under})))
              AND ({after}::text IS NULL OR (state COLLATE "C", id) > ({after}, {afterId}::uuid))
            ORDER BY state COLLATE "C", id
            LIMIT {(words.Count == 0 ? page.Take : null)}
            """).AsNoTracking().AsAsyncEnumerable().Where(it => Folded.Holds(string.Join(' ', it.Details.Names.Values), words)).Take(page.Take).ToListAsync(cancel);
        return page.Answer<DirectoryEntry>([.. found.Select(it => DirectoryEntry.For(asker, it))], it => new(it.State, it.Id));
    }
}
