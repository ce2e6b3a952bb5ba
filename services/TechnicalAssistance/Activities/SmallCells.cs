using Contracts.TechnicalAssistance;

namespace TechnicalAssistance.Activities;

/// <summary>How many participations there were. What is null is withheld: too few people stand behind it.</summary>
/// <param name="Total">Participations, not persons: who attends twice counts twice.</param>
public sealed record Participations(int? Total, int? Female, int? Male, int? NotStated);

/// <summary>Keeps counts from telling of single people: a count from 1 up to below the threshold is shown to nobody but the secretariat.</summary>
/// <param name="SmallestShown">The smallest count that is shown; 5 unless <c>Participations:SmallestShown</c> says otherwise.</param>
/// <remarks>Source: domain, technical assistance, section 5: publish counts only, suppress small cells (the size is not given there).</remarks>
public sealed record SmallCells(int SmallestShown)
{
    const int Default = 5;

    internal static SmallCells From(IConfiguration configuration) => new(configuration.GetValue("Participations:SmallestShown", Default));

    /// <summary>Everything there is, for those who may see it.</summary>
    public static Participations Whole(IReadOnlyList<ParticipationsOfState> rows)
    {
        var (female, male, notStated) = (rows.Sum(row => row.Female), rows.Sum(row => row.Male), rows.Sum(row => row.NotStated));
        return new(female + male + notStated, female, male, notStated);
    }

    /// <summary>What everyone may see: total and sexes, the total alone, or nothing.</summary>
    /// <remarks>A State knows its own row, so the totals without it must not be small either; and where one of the sexes is withheld all are, else it could be worked out.</remarks>
    public Participations Shown(IReadOnlyList<ParticipationsOfState> rows)
    {
        var whole = Whole(rows);
        var seen = rows.Select(own => Whole([.. rows.Where(row => row.State != own.State)])).Append(whole).ToList();
        if (seen.Any(it => IsSmall(it.Total)))
            return new(null, null, null, null);
        return seen.Any(it => IsSmall(it.Female) || IsSmall(it.Male) || IsSmall(it.NotStated)) ? new(whole.Total, null, null, null) : whole;
    }

    bool IsSmall(int? count) => count > 0 && count < SmallestShown;
}

static class SmallCellsRegistration
{
    public static void AddSmallCells(this WebApplicationBuilder builder) => builder.Services.AddSingleton(SmallCells.From(builder.Configuration));
}
