using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.States;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Figures;

/// <summary>The value of a figure: the count of its records.</summary>
static class GetFigure
{
    /// <param name="KnownAt">The moment asked for; else that of the last recording the figure rests on.</param>
    /// <param name="Count">Null where nothing is recorded that could be counted.</param>
    /// <param name="Of">Of how many, where it is a share.</param>
    /// <param name="Rate">Certain count as a share, from 0 to 1.</param>
    /// <param name="Breakdown">The same by group; empty where the figure has none.</param>
    /// <param name="Texts">What it is called, counts and is measured in, in every language the platform speaks.</param>
    public sealed record Answer(
        string Name, string Definition, string Unit, InstrumentId? Instrument, DateOnly? AsOf, DateTimeOffset? KnownAt, Basis? Basis, DateOnly? From, DateOnly? To,
        TreatyActionKind? Kind,
        OnRecord Recorded, PartyCount? Count, int? Of, decimal? Rate, IReadOnlyList<Part> Breakdown, global::Figures.FigureText Texts);

    public sealed record Part(string Group, int Certain, int Possible, int? Of, decimal? Rate);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{name}", Handle)
        .ForEveryone()
        .WithSummary("Read a figure")
        .WithDescription("The count of the records at /figures/{name}/records with the same parameters. JSON or CSV.")
        .AlsoAsTable()
        .WithTag().Produces<Answer>();

    static async Task<IResult> Handle(string name, [AsParameters] FigureReading reading, global::Figures.FigureTexts texts, CancellationToken cancel)
    {
        var figure = FigureCatalogue.Find(name);
        var (refusal, read) = await reading.Of(name, figure, cancel);
        if (refusal is not null)
            return refusal;

        var answer = Value(figure!, read!, reading.Register, texts[name]);
        var total = answer.Count is { } count ? [new(Figure.All, count.Certain, count.Possible, answer.Of, answer.Rate)] : Array.Empty<Part>();
        return new Tagged(Csv.Answer(TypedResults.Ok(answer), total.Concat(answer.Breakdown), ("group", it => it.Group), ("certain", it => it.Certain),
            ("possible", it => it.Possible), ("of", it => it.Of), ("rate", it => it.Rate)), Precondition.Weak(read!.Tag));
    }

    static Answer Value(Figure figure, FigureReading.Read read, ParticipantRegister register, global::Figures.FigureText texts)
    {
        var (ask, whole) = (read.Question, figure.Whole?.Invoke(register));
        Share? Counted(IEnumerable<Counted>? records, string group) =>
            records is null ? null : new(PartyCount.Of(records.Select(it => it.Certainty)), whole?.GetValueOrDefault(group) ?? 0);

        var total = Counted(read.Records, Figure.All);
        var found = (read.Records ?? []).Where(it => it.Group is not null).ToLookup(it => it.Group!);
        IEnumerable<string> groups = read.Records is null ? []
            : found.Select(group => group.Key).Union(whole?.Keys.Where(group => group != Figure.All) ?? []).Order(StringComparer.Ordinal);
        return new(figure.Name, figure.Definition, figure.Unit, ask.Instrument, Asked(Asks.AsOf) ? ask.AsOf : null, read.KnownAt, Asked(Asks.Basis) ? ask.Basis : null,
            Asked(Asks.Period) ? ask.From : null, Asked(Asks.Period) ? ask.To : null, ask.Kind, read.Recorded, total?.Count, Positive(total?.Of), total?.Rate,
            [.. groups.Select(group => Counted(found[group], group) is { } part ? new Part(group, part.Count.Certain, part.Count.Possible, Positive(part.Of), part.Rate) : null)
                .OfType<Part>()], texts);

        bool Asked(Asks what) => figure.Asks.HasFlag(what);
    }

    static int? Positive(int? of) => of is > 0 ? of : null;
}
