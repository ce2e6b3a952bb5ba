using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Authorities;

/// <summary>The functions the directory is kept and searched by.</summary>
static class ListFunctions
{
    public sealed record Key(string Function, InstrumentId Instrument);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/functions", Handle)
        .ForEveryone()
        .WithSummary("List what authorities are designated for, by instrument")
        .Produces<Page<DirectoryFunction>>();

    static IResult Handle(InstrumentId? instrument, Paging<Key> page) => page.Answer<DirectoryFunction>(
        [.. DirectoryFunction.All.Where(it => instrument is not { } one || it.Instrument == one).Where(it => page.IsFirst || IsAfter(it, page.After)).Take(page.Take)],
        it => new(it.Function, it.Instrument));

    static bool IsAfter(DirectoryFunction function, Key key) => string.CompareOrdinal(function.Function, key.Function) switch
    {
        0 => function.Instrument.CompareTo(key.Instrument) > 0,
        var order => order > 0,
    };
}
