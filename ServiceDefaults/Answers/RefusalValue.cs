using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contracts;

namespace ServiceDefaults.Answers;

/// <summary>What a value in a sentence is.</summary>
public enum RefusalValueKind
{
    /// <summary>By its code, <c>KEN</c>.</summary>
    State,

    /// <summary>By its id, <c>uncac</c>.</summary>
    Instrument,

    /// <summary>As <see cref="ArticleRef"/> writes it.</summary>
    Provision,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day that is known by its bounds, <c>2014-01-01/2014-02-01</c>.</summary>
    Dates,

    /// <summary>A moment in UTC.</summary>
    Moment,

    Number,

    /// <summary>Something on record, by its id; <see cref="RefusalValue.Of"/> says what.</summary>
    Record,

    /// <summary>A word of the closed list <see cref="RefusalValue.Of"/>.</summary>
    Word,

    /// <summary>A field of the request, as the request writes it.</summary>
    Field,

    /// <summary>Somebody's own words, as they were sent.</summary>
    Text,

    /// <summary>Several values: all of them or, where <see cref="RefusalValue.Of"/> is <c>alternatives</c>, one that is not known.</summary>
    List,
}

/// <summary>One value in a refusal or a calculation: what it is, and not how it reads, which depends on the language.</summary>
/// <param name="Value">As programs write it; null for a list.</param>
public sealed record RefusalValue(RefusalValueKind Kind, string? Value)
{
    /// <summary>What a list is of that holds one value which is not known.</summary>
    public const string Alternatives = "alternatives";

    /// <summary>Of a word: the list it is of, <c>review-stage</c>. Of a record: what it is, <c>review</c>.</summary>
    public string? Of { get; init; }

    /// <summary>Of a list.</summary>
    public IReadOnlyList<RefusalValue> Items { get; init; } = [];

    /// <summary>Of a word whose names stand in the data, and in no text of ours: by language.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    public static implicit operator RefusalValue(StateCode state) => new(RefusalValueKind.State, state.ToString());

    public static implicit operator RefusalValue(InstrumentId instrument) => new(RefusalValueKind.Instrument, instrument.ToString());

    public static implicit operator RefusalValue(ArticleRef provision) => new(RefusalValueKind.Provision, provision.ToString());

    public static implicit operator RefusalValue(DateOnly day) => new(RefusalValueKind.Date, Invariant($"{day:yyyy-MM-dd}"));

    public static implicit operator RefusalValue(DateTimeOffset moment) => new(RefusalValueKind.Moment, Invariant($"{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));

    public static implicit operator RefusalValue(long number) => new(RefusalValueKind.Number, Invariant($"{number}"));

    /// <summary>A day known by its bounds; the day itself where they are one.</summary>
    public static RefusalValue Between(DateOnly first, DateOnly last) => first == last ? first : new RefusalValue(RefusalValueKind.Dates, Invariant($"{first:yyyy-MM-dd}/{last:yyyy-MM-dd}"));

    /// <summary>Something on record.</summary>
    /// <param name="what">A word of the list <c>record</c>: <c>review</c>.</param>
    public static RefusalValue Record(string what, Guid id) => new(RefusalValueKind.Record, id.ToString()) { Of = what };

    /// <summary>A word of a closed list of the interface.</summary>
    /// <param name="list">Where the texts of the services and the portal have its words: <c>review-stage</c>.</param>
    public static RefusalValue Word<T>(string list, T word) where T : struct, Enum => Word(list, JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()));

    /// <inheritdoc cref="Word{T}(string, T)"/>
    public static RefusalValue Word(string list, string word) => new(RefusalValueKind.Word, word) { Of = list };

    /// <summary>A word whose names stand in the data.</summary>
    /// <param name="names">By language, English at least.</param>
    public static RefusalValue Named(string list, string word, IReadOnlyDictionary<string, string> names) => Word(list, word) with { Names = names };

    /// <param name="path">As the request writes it: <c>note.date</c>.</param>
    public static RefusalValue Field(string path) => new(RefusalValueKind.Field, path);

    public static RefusalValue Text(string text) => new(RefusalValueKind.Text, text);

    public static RefusalValue List(IEnumerable<RefusalValue> items) => new(RefusalValueKind.List, null) { Items = [.. items] };

    /// <summary>One of several values, of which it is not known which.</summary>
    public static RefusalValue OneOf(IEnumerable<RefusalValue> items) => List(items) with { Of = Alternatives };

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A value of a sentence as answers carry it.</summary>
/// <param name="Text">As it reads in the language of the answer.</param>
/// <param name="Value">As programs write it; left out of a list.</param>
/// <param name="Of">Of a word the list, of a record what it is; of a list <c>alternatives</c>, where it is one of them.</param>
/// <param name="Items">Of a list.</param>
public sealed record WrittenValue(
    RefusalValueKind Kind, string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Of = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WrittenValue>? Items = null);
