using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Reviews.Tests.World;
using Servers;

namespace Reviews.Tests;

/// <summary>Somebody asks Reviews who is party.</summary>
[Collection(OneReviews.Name)]
public sealed class PartiesTests(ReviewsWorld world)
{
    [Fact]
    public async Task Parties_are_counted_by_deposit_or_by_effect_and_never_mixed()
    {
        await world.Deposit("ALB", "untoc-tip", TreatyActionKind.Signature, "2000-12-12");
        await world.Deposit("ALB", "untoc", TreatyActionKind.Ratification, "2010-01-01", "2010-01-31");
        await world.Deposit("ALB", "untoc-tip", TreatyActionKind.Ratification, "2010-01-01", "2010-01-31");

        (await Count("untoc-tip", "2010-01-15", "deposit")).ShouldBe("1/1");
        (await Count("untoc-tip", "2010-01-15", "effect")).ShouldBe("0/0");
        (await Count("untoc-tip", "2010-01-31", "effect")).ShouldBe("1/1");
        (await Count("untoc-tip", "2009-12-31", "deposit")).ShouldBe("0/0");
    }

    [Fact]
    public async Task An_interval_is_possible_while_it_is_open()
    {
        var fact = Deposits.Of("AND", "untoc-som", TreatyActionKind.Accession, "2022-03-01") with { DepositedOn = null, NotBefore = new DateOnly(2022, 3, 1), NotAfter = new DateOnly(2023, 2, 20) };
        await world.Record(fact.State, fact.NotAfter!.Value, fact);

        (await Count("untoc-som", "2022-06-01", "deposit")).ShouldBe("0/1");
        (await Count("untoc-som", "2023-02-20", "deposit")).ShouldBe("1/1");
    }

    [Fact]
    public async Task Where_nothing_is_recorded_the_count_is_absent_and_not_zero()
    {
        var answer = await world.Service.Http.GetFromJsonAsync<JsonElement>("/parties?instrument=drugs-1988");

        answer.GetProperty("count").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task An_instrument_that_is_none_is_absent() =>
        (await Problem.Of(await world.Service.Http.GetAsync("/parties?instrument=none"))).ShouldBe(new(404, "absent", "instrument"));

    [Fact]
    public async Task The_mechanisms_say_where_each_statement_stands()
    {
        var answer = await world.Service.Http.GetFromJsonAsync<JsonElement>("/mechanisms");

        answer.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetString()).ShouldBe(["uncac-irm", "untoc-review"]);
        answer.GetProperty("items").EnumerateArray().SelectMany(it => it.GetProperty("stages").EnumerateArray()).ShouldAllBe(stage => stage.GetProperty("source").GetString() != "");
    }

    async Task<string> Count(string instrument, string asOf, string basis)
    {
        var count = (await world.Service.Http.GetFromJsonAsync<JsonElement>($"/parties?instrument={instrument}&asOf={asOf}&basis={basis}")).GetProperty("count");
        return $"{count.GetProperty("certain").GetInt32()}/{count.GetProperty("possible").GetInt32()}";
    }
}
