using Contracts;
using Contracts.Treaties;
using Figures;
using Journal.Relaying;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Caching;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Figures;

/// <summary>What a figure's address is asked with, and what answers it.</summary>
/// <param name="AsOf">The day; today when left out.</param>
/// <param name="KnownAt">The moment whose knowledge is asked for; now when left out.</param>
/// <param name="At">The position of this service's journal up to which it is read, as a frozen report keeps it; all of it when left out. Not together
/// with <paramref name="KnownAt"/>.</param>
/// <param name="From">First day of a period.</param>
/// <param name="To">Last day of a period; today when left out.</param>
sealed record FigureReading(
    InstrumentId? Instrument, DateOnly? AsOf, DateTimeOffset? KnownAt, long? At, Word<Basis>? Basis, DateOnly? From, DateOnly? To, Word<TreatyActionKind>? Kind, string? Lang,
    HttpRequest Http, Asker Asker, JournalReader Journal, TreatiesDb Db, KeptRecords Kept, AnswerCache Cache, InstrumentCatalogue Catalogue, ParticipantRegister Register, ReferenceData Data, TimeProvider Time)
{
    public static readonly Rule EndsBeforeItBegins = new("treaties/period");

    static readonly Rule instrumentWanted = new("treaties/instrument-wanted", "figure"), ofAPeriod = new("treaties/period#wanted", "figure"),
        momentOrPosition = new("treaties/figure-parameter#moment-or-position"), noParameter = new("treaties/figure-parameter", "figure", "parameter");

    static readonly TimeSpan keptFor = TimeSpan.FromHours(1);

    /// <summary>The records a figure counts.</summary>
    /// <param name="KnownAt">The moment asked for, else that of the last recording.</param>
    /// <param name="Records">Null where nothing is recorded that could be counted.</param>
    public sealed record Read(Question Question, DateTimeOffset? KnownAt, OnRecord Recorded, IReadOnlyList<Counted>? Records, string Tag);

    /// <returns>Null and the reading, or the refusal.</returns>
    public async Task<(Refusal? Refusal, Read? Read)> Of(string name, Figure? figure, CancellationToken cancel)
    {
        if (figure is null)
            return (Refusal.Absent("figure", RefusalValue.Text(name)), null);
        if (Refusal.All([.. Misasked(figure), await Positions.Misasked(Journal, Asker, cancel, (At, "at"))]) is { } refusal)
            return (refusal, null);

        var language = Language.Of(Lang, Http);
        var today = Time.Today();
        var question = new Question(Instrument, AsOf ?? (Instrument is { } one ? Catalogue[one].Depositary.Today(Time) : today), Basis?.Value ?? Status.Basis.Deposit,
            From ?? DateOnly.MinValue, To ?? today, Kind?.Value);
        IReadOnlyList<InstrumentId>? needed = Instrument is { } asked ? Catalogue.Bearing(Catalogue[asked]) : null;
        var reading = await Kept.Read(needed, KnownAt, cancel);
        var version = reading.Version;
        var tag = string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{version}.{Data.Version}.{Instrument?.ToString()}.{question.AsOf:yyyyMMdd}.{KnownAt?.UtcTicks:x}.{At}")
            + string.Create(System.Globalization.CultureInfo.InvariantCulture, $".{question.Basis}.{question.From:yyyyMMdd}.{question.To:yyyyMMdd}.{question.Kind}.{language.Tag}");

        var read = await Cache.GetOrCompute($"figure:{figure.Name}:{tag}", async () =>
        {
            var record = At is { } position ? await Db.RecordAt(Catalogue, needed, position, cancel) : reading.Record;
            var records = figure.Records(record, Register, question)?.Select(it => it.State is { } state ? it with { Name = Register.NameOf(state, language) } : it).ToList();
            var recorded = records is not null && version.Revisions > 0 ? OnRecord.Recorded : Instrument is { } id ? await Db.OnRecord(record, id, KnownAt, cancel)
                : version.Revisions > 0 ? OnRecord.NotRecorded : OnRecord.NothingKnown;
            return new Read(question, KnownAt ?? version.LastRecordedAt, recorded, recorded == OnRecord.Recorded ? records : null, tag);
        }, keptFor);
        return (null, read);
    }

    IEnumerable<Refusal> Misasked(Figure figure)
    {
        var name = RefusalValue.Word("figure", figure.Name);
        if (figure.Asks.HasFlag(Asks.Instrument) && Instrument is null)
            yield return Refusal.Invalid(instrumentWanted.With(name), "instrument");
        if (figure.Asks.HasFlag(Asks.Period) && From is null)
            yield return Refusal.Invalid(ofAPeriod.With(name), "from");
        if (From > (To ?? Time.Today()))
            yield return Refusal.Invalid(EndsBeforeItBegins, "to");
        if (KnownAt is not null && At is not null)
            yield return Refusal.Invalid(momentOrPosition, "at");
        foreach (var (given, field, asks) in new[] { (Instrument is not null, "instrument", Asks.Instrument | Asks.InstrumentOrAll), (AsOf is not null, "asOf", Asks.AsOf),
            (Basis is not null, "basis", Asks.Basis), (From is not null || To is not null, "from", Asks.Period), (Kind is not null, "kind", Asks.Kind) })
            if (given && (figure.Asks & asks) == 0)
                yield return Refusal.Invalid(noParameter.With(name, RefusalValue.Field(field)), field);
    }
}
