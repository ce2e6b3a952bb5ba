using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Registers;

/// <summary>Tools, publications, courses and systems that help to carry out the instruments.</summary>
static class ListTools
{
    /// <param name="Kind"><c>tool</c>, <c>publication</c>, <c>e-learning</c>, <c>portal</c>, <c>database</c>, <c>platform</c>, <c>system</c> or <c>questionnaire</c>.</param>
    /// <param name="Instruments">Instruments it is about; empty where it is about none or no source says.</param>
    /// <param name="Languages">BCP 47; empty where they are not named.</param>
    /// <param name="Year">Of its beginning or publication.</param>
    public sealed record Tool(string Id, string Kind, IReadOnlyDictionary<string, string> Title, IReadOnlyList<InstrumentId> Instruments, IReadOnlyList<string> Languages, int? Year, string? Partners, string Description, Source Source, string? Note);

    public static readonly IReadOnlyList<Tool> All = SourcedFile.Read("tools", row => new Tool(
        row["id"], row["kind"], new Dictionary<string, string> { ["en"] = row["title_en"] }, row.Instruments("instruments"), row.Words("languages"), row.Number("year"), row.OrNull("partners"), row["description"], row.Source, row.Note));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/tools", Handle)
        .ForEveryone()
        .WithSummary("List tools, publications and courses, each with its source")
        .WithDescription("JSON in pages; CSV as one table.")
        .AlsoAsTable()
        .Produces<Page<Tool>>();

    /// <param name="kind">Tools of this kind alone, as the list writes it.</param>
    /// <param name="instrument">Tools about this instrument.</param>
    static IResult Handle(string? kind, InstrumentId? instrument, Paging<string> page) => RegisterAnswer.Of(
        All.Where(it => (kind is null || it.Kind == kind) && (instrument is null || it.Instruments.Contains(instrument.Value))), it => it.Id, it => it.Source, it => it.Note, page,
        ("kind", it => it.Kind), ("title_en", it => it.Title["en"]), ("instruments", it => string.Join(' ', it.Instruments)), ("languages", it => string.Join(' ', it.Languages)), ("year", it => it.Year),
        ("partners", it => it.Partners), ("description", it => it.Description));
}
