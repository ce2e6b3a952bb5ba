using Contracts;
using Contracts.Treaties;
using Npgsql;
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

    /// <summary>The statement that adds it: a deposit is the platform's most frequent change.</summary>
    public NpgsqlBatchCommand Insert() => new(
        """
        INSERT INTO act_revision (act, number, instrument, state, kind, not_before, not_after, provisions, concerns, territory, source, note, flags, recorded_at, annulled, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = Act },
            new NpgsqlParameter<int> { TypedValue = Number },
            new NpgsqlParameter<string> { TypedValue = Instrument.ToString() },
            new NpgsqlParameter<string> { TypedValue = State.ToString() },
            new NpgsqlParameter<string> { TypedValue = Kind.Written() },
            new NpgsqlParameter<DateOnly> { TypedValue = NotBefore },
            new NpgsqlParameter<DateOnly> { TypedValue = NotAfter },
            new NpgsqlParameter<string[]> { TypedValue = Provisions },
            new NpgsqlParameter<Guid?> { TypedValue = Concerns },
            new NpgsqlParameter<string?> { TypedValue = Territory },
            new NpgsqlParameter<string> { TypedValue = Source },
            new NpgsqlParameter<string?> { TypedValue = Note },
            new NpgsqlParameter<string[]> { TypedValue = Flags },
            new NpgsqlParameter<DateTime> { TypedValue = RecordedAt.UtcDateTime },
            new NpgsqlParameter<bool> { TypedValue = Annulled },
            new NpgsqlParameter<string?> { TypedValue = Reason },
        },
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
