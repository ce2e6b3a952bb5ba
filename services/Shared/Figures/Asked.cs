using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Figures;

/// <summary>What a figure is asked with.</summary>
/// <param name="AsOf">The day; today when left out. Not for figures of a period.</param>
/// <param name="From">First day of the period; from the beginning when left out.</param>
/// <param name="To">Last day of the period; today when left out.</param>
/// <param name="KnownAt">The moment whose knowledge is asked for; now when left out.</param>
/// <param name="At">The position of this service's journal up to which it is read, as a frozen report keeps it; all of it when left out.</param>
/// <param name="By">The dimension, or several with commas, by which it is broken down; the first of the figure when left out.</param>
/// <param name="Only">Limits it to one value of a dimension, <c>status:met</c>; may be given several times.</param>
public sealed record Asked(DateOnly? AsOf, DateOnly? From, DateOnly? To, DateTimeOffset? KnownAt, long? At, string? By, [FromQuery] string[]? Only)
{
    static readonly Rule ofAPeriod = new("figures/parameter#period", "figure"), onADay = new("figures/parameter", "figure"), endsBeforeItBegins = new("figures/period");
    static readonly Rule dimension = new("figures/dimension", "figure", "asked", "known"), noDimensions = new("figures/dimension#none", "figure");

    /// <summary>Everything that is wrong with the question.</summary>
    /// <param name="names">What there is to be limited to, as far as the service knows all of it.</param>
    /// <param name="reading">Before the names of days where it is one of two, <c>was.</c>; else empty.</param>
    public IEnumerable<Refusal> Misasked(Figure figure, DateOnly today, IReadOnlyCollection<KnownNames> names, string reading = "")
    {
        if (figure.OfPeriod && AsOf is not null)
            yield return Refusal.Invalid(ofAPeriod.With(Name(figure)), $"{reading}asOf");
        if (!figure.OfPeriod && (From ?? To) is not null)
            yield return Refusal.Invalid(onADay.With(Name(figure)), From is null ? $"{reading}to" : $"{reading}from");
        if (From > (To ?? today))
            yield return Refusal.Invalid(endsBeforeItBegins, $"{reading}to");
        if (Dimensions.FirstOrDefault(it => !figure.Dimensions.Contains(it)) is { } unknown)
            yield return Unknown(figure, unknown, "by");
        if ((Only ?? []).Select(one => MisLimited(figure, one, names)).FirstOrDefault(it => it is not null) is { } misLimited)
            yield return misLimited;
    }

    static Refusal? MisLimited(Figure figure, string one, IReadOnlyCollection<KnownNames> names) =>
        Limit(one) is not var (dimension, value) || !figure.Dimensions.Contains(dimension) ? Unknown(figure, one, "only")
        : value == Counted.None ? null
        : names.FirstOrDefault(it => it.Kind == (dimension == "state" ? "participant" : dimension))?.Unknown(value, "only");

    /// <summary>The day up to which facts count.</summary>
    public DateOnly Until(Figure figure, DateOnly today) => (figure.OfPeriod ? To : AsOf) ?? today;

    /// <summary>The dimensions of the breakdown that was asked for.</summary>
    public IReadOnlyList<string> Dimensions => By?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether a record is within the limits asked for.</summary>
    public bool Includes(Figure figure, Counted record) =>
        (!figure.OfPeriod || From is not { } first || record.On >= first) && (Only ?? []).Select(Limit).All(limit => record.Values(limit!.Value.Dimension).Contains(limit.Value.Value));

    static (string Dimension, string Value)? Limit(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : null;

    static Refusal Unknown(Figure figure, string asked, string field) => Refusal.Invalid(
        figure.Dimensions.Count == 0 ? noDimensions.With(Name(figure)) : dimension.With(Name(figure), RefusalValue.Text(asked), RefusalValue.List(figure.Dimensions.Select(it => RefusalValue.Word("dimension", it)))), field);

    static RefusalValue Name(Figure figure) => RefusalValue.Word("figure", figure.Name);
}
