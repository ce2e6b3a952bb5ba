using Contracts;
using Contracts.TechnicalAssistance;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using TechnicalAssistance.Activities;

namespace TechnicalAssistance.Tests;

/// <summary>What is published of participants tells of nobody.</summary>
public sealed class SmallCellsTests
{
    static readonly SmallCells cells = new(5);

    static ParticipationsOfState Row(string state, int female, int male, int notStated = 0) => new(StateCode.Parse(state), female, male, notStated);

    [Fact]
    public void Counts_of_five_and_more_and_none_are_shown() => cells.Shown([Row("KEN", 5, 7)]).ShouldBe(new(12, 5, 7, 0));

    [Fact]
    public void Where_one_of_the_sexes_is_few_none_is_told_apart() => cells.Shown([Row("KEN", 4, 20)]).ShouldBe(new(24, null, null, null));

    [Fact]
    public void Where_all_together_are_few_nothing_is_told() => cells.Shown([Row("KEN", 2, 2)]).ShouldBe(new(null, null, null, null));

    [Fact]
    public void What_a_State_could_work_out_of_another_with_its_own_row_is_not_told() =>
        cells.Shown([Row("KEN", 20, 20), Row("UGA", 3, 10)]).ShouldBe(new(53, null, null, null));

    [Theory]
    [InlineData(null, null)]
    [InlineData("3", 4)]
    public void What_is_few_is_what_configuration_says_and_else_below_five(string? configured, int? female)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Participations:SmallestShown", configured)]).Build();
        SmallCells.From(configuration).Shown([Row("KEN", 4, 20)]).Female.ShouldBe(female);
        SmallCells.From(configuration).Shown([Row("KEN", 5, 20)]).Female.ShouldBe(5);
    }

    [Fact]
    public void Whoever_took_part_nobody_can_work_out_a_small_count_even_with_a_row_of_their_own()
    {
        var counts = Gen.Choose(0, 12);
        var rows = Gen.ListOf(Gen.ArrayOf(counts, 3)).Select(list => list.Take(5).Select((it, index) => Row($"AA{(char)('A' + index)}", it[0], it[1], it[2])).ToList());

        Prop.ForAll(rows.ToArbitrary(), Holds).QuickCheckThrowOnFailure();

        static bool Holds(List<ParticipationsOfState> rows)
        {
            var shown = cells.Shown(rows);
            // A stranger knows nothing else; each State knows its own row and takes it away.
            return rows.Select(own => SmallCells.Whole([own])).Append(new(0, 0, 0, 0)).All(known =>
                Safe(shown.Total - known.Total) && Safe(shown.Female - known.Female) && Safe(shown.Male - known.Male) && Safe(shown.NotStated - known.NotStated));
        }

        static bool Safe(int? left) => left is null or 0 or >= 5;
    }
}
