using Contracts;
using Contracts.Treaties;
using Treaties.Actions;

namespace Treaties.Storage;

/// <summary>One revision of one act as it is stored. Rows are only ever added: who counts them knows whether anything is new.</summary>
public sealed class ActRevision
{
    public required Guid Act { get; init; }

    /// <summary>0 for the first recording, then one more with each correction.</summary>
    public required int Number { get; init; }

    public required InstrumentId Instrument { get; init; }
    public required StateCode State { get; init; }
    public required TreatyActionKind Kind { get; init; }
    public required DateOnly NotBefore { get; init; }

    /// <summary>Equal to <see cref="NotBefore"/> where the day is known.</summary>
    public required DateOnly NotAfter { get; init; }

    public required string[] Provisions { get; init; }
    public Guid? Concerns { get; init; }
    public string? Territory { get; init; }
    public required string Source { get; init; }
    public string? Note { get; init; }

    /// <summary>Names of the rules it broke or left open when it was recorded.</summary>
    public required string[] Flags { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
    public required bool Annulled { get; init; }
    public string? Reason { get; init; }

    public static ActRevision Of(Revision revision, IEnumerable<string> flags) => new()
    {
        Act = revision.Act.Id,
        Number = revision.Number,
        Instrument = revision.Act.Instrument,
        State = revision.Act.State,
        Kind = revision.Act.Kind,
        NotBefore = revision.Act.Date.NotBefore,
        NotAfter = revision.Act.Date.NotAfter,
        Provisions = [.. revision.Act.Provisions.Select(provision => provision.ToString())],
        Concerns = revision.Act.Concerns,
        Territory = revision.Act.Territory,
        Source = revision.Act.Source,
        Note = revision.Act.Note,
        Flags = [.. flags],
        RecordedAt = revision.RecordedAt,
        Annulled = revision.Annulled,
        Reason = revision.Reason,
    };

    public Revision ToRevision() => new(new TreatyAct
    {
        Id = Act,
        Instrument = Instrument,
        State = State,
        Kind = Kind,
        Date = UncertainDate.Between(NotBefore, NotAfter),
        Provisions = [.. Provisions.Select(provision => ArticleRef.Parse(provision))],
        Concerns = Concerns,
        Territory = Territory,
        Source = Source,
        Note = Note,
    }, Number, RecordedAt, Annulled, Reason);
}
