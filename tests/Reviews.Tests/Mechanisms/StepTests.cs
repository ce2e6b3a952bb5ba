using System.Net.Http.Json;
using System.Text.Json;
using Reviews.Mechanisms;
using Reviews.Tests.World;

namespace Reviews.Tests.Mechanisms;

/// <summary>How long a step may take is counted on the calendar, from the start or from an earlier step.</summary>
public sealed class DurationTests
{
    [Theory]
    [InlineData("P3W", "2026-03-02", "2026-03-23")]
    [InlineData("P2M", "2026-03-02", "2026-05-02")]
    [InlineData("P1M", "2026-01-31", "2026-02-28")]
    [InlineData("P2Y", "2024-02-29", "2026-02-28")]
    [InlineData("P1Y6M", "2026-03-02", "2027-09-02")]
    [InlineData("P10D", "2026-12-25", "2027-01-04")]
    public void It_ends_with_its_day(string duration, string from, string to) =>
        CalendarDuration.Parse(duration).From(DateOnly.Parse(from)).ShouldBe(DateOnly.Parse(to));

    [Theory]
    [InlineData("P")]
    [InlineData("3W")]
    [InlineData("P3")]
    [InlineData("PT5H")]
    [InlineData("P1D1W")]
    [InlineData("P-1D")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_duration_is_none(string? text) => CalendarDuration.TryParse(text, out _).ShouldBeFalse();
}

/// <summary>The data of the mechanisms.</summary>
[Collection(OneReviews.Name)]
public sealed class StepTests(ReviewsWorld world)
{
    [Fact]
    public async Task Each_mechanism_says_who_acts_how_long_and_where_that_stands()
    {
        var steps = await Steps("uncac-irm");
        steps.Select(it => $"{it.GetProperty("id")} {it.GetProperty("actor")} {it.GetProperty("within")} {it.GetProperty("from")}".TrimEnd()).ShouldBe([
            "focal-points state-under-review P3W start", "self-assessment state-under-review P2M start", "feedback reviewing-states P2M self-assessment",
            "outcome reviewing-states P5M start", "agreement state-under-review P6M start", "publication secretariat"]);
        (await Steps("untoc-review")).Select(it => $"{it.GetProperty("id")} {it.GetProperty("actor")} {it.GetProperty("within")} {it.GetProperty("from")}".TrimEnd()).ShouldBe([
            "focal-points each-state P2W start", "self-assessment state-under-review P6M start", "feedback reviewing-states P6M self-assessment",
            "outcome reviewing-states", "agreement state-under-review P2Y start", "publication secretariat"]);
        steps.ShouldAllBe(it => it.GetProperty("source").GetString() != "");
    }

    [Fact]
    public async Task Cycles_have_ids_and_keep_the_name_they_first_had()
    {
        var mechanism = await Mechanism("untoc-review");
        mechanism.GetProperty("cycles").EnumerateArray().Select(it => it.GetProperty("id").GetString()).ShouldBe(["phase-1", "phase-2", "phase-3", "phase-4"]);
        mechanism.GetProperty("stages").ToString().ShouldBe(mechanism.GetProperty("cycles").ToString());
    }

    [Theory]
    [InlineData("\"P3W\"", "\"three weeks\"")]
    [InlineData("\"from\": \"self-assessment\"", "\"from\": \"publication\"")]
    [InlineData("\"id\": \"feedback\"", "\"id\": \"outcome\"")]
    [InlineData("\"within\": \"P5M\"", "\"within\": null")]
    public void Data_that_cannot_be_followed_stop_the_service(string right, string wrong)
    {
        var folder = Directory.CreateTempSubdirectory("mechanisms-");
        try
        {
            var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "mechanisms", "uncac-irm.json"));
            file.ShouldContain(right);
            File.WriteAllText(Path.Combine(folder.FullName, "uncac-irm.json"), file.Replace(right, wrong, StringComparison.Ordinal));

            Should.Throw<InvalidDataException>(() => Reviews.Mechanisms.Mechanism.Read(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    async Task<List<JsonElement>> Steps(string mechanism) => [.. (await Mechanism(mechanism)).GetProperty("steps").EnumerateArray()];

    async Task<JsonElement> Mechanism(string id) =>
        (await world.Service.Http.GetFromJsonAsync<JsonElement>("/mechanisms")).GetProperty("items").EnumerateArray().Single(it => it.GetProperty("id").GetString() == id);
}
