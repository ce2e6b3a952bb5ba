using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Registers;

/// <summary>Platforms of States that carry out UNCAC on a fast track, with a roadmap of their own.</summary>
static class ListPlatforms
{
    /// <param name="Members">Empty where no source names them.</param>
    /// <param name="Started">Year, or year and month (ISO 8601); null where only a year is known by which it stood.</param>
    /// <param name="KnownByYear">A year by which it stood.</param>
    public sealed record FastTrackingPlatform(string Id, IReadOnlyDictionary<string, string> Names, IReadOnlyList<StateCode> Members, string? Started, int KnownByYear, Source Source, string? Note);

    public static readonly IReadOnlyList<FastTrackingPlatform> All = SourcedFile.Read("platforms", row => new FastTrackingPlatform(
        row["id"], new Dictionary<string, string> { ["en"] = row["name_en"] }, row.States("members"), row.OrNull("started"), row.Number("known_by_year") ?? throw new FormatException("'known_by_year' is blank."), row.Source, row.Note));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/platforms", Handle)
        .ForEveryone()
        .WithSummary("List the fast-tracking platforms with the members that are known, each with its source")
        .WithDescription("JSON in pages; CSV as one table.")
        .AlsoAsTable()
        .Produces<Page<FastTrackingPlatform>>();

    static IResult Handle(StateCode? member, Paging<string> page) => RegisterAnswer.Of(All.Where(it => member is null || it.Members.Contains(member.Value)), it => it.Id, it => it.Source, it => it.Note, page,
        ("name_en", it => it.Names["en"]), ("members", it => string.Join(' ', it.Members)), ("started", it => it.Started), ("known_by_year", it => it.KnownByYear));
}
