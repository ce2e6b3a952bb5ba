using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Registers;

/// <summary>The programmes that founding documents name. What a document no longer names may have gone on or ended: only what is said is shown.</summary>
static class ListProgrammes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/programmes", Handle)
        .ForEveryone()
        .WithSummary("List the programmes, each with its source")
        .WithDescription("JSON in pages; CSV as one table.")
        .AlsoAsTable()
        .Produces<Page<Programme>>();

    static IResult Handle(Word<ProgrammeLevel>? level, StateCode? state, Paging<string> page) => RegisterAnswer.Of(
        Programme.All.Where(it => (level is null || it.Level == level.Value.Value) && (state is null || it.States.Contains(state.Value))), it => it.Id, it => it.Source, it => it.Note, page,
        ("level", it => it.Level), ("field", it => it.Field), ("name_en", it => it.Names["en"]), ("states", it => string.Join(' ', it.States)), ("coverage", it => it.Coverage),
        ("from_year", it => it.FromYear), ("to_year", it => it.ToYear), ("closed", it => it.Closed));
}
