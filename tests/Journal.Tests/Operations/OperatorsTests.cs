using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Servers;
using ServiceDefaults.Access;

namespace Journal.Tests.Operations;

public class What_operators_do_with_a_journal(RealServers servers) : Specification(servers)
{
    public static TheoryData<string, string> Routes() => new()
    {
        { "GET", "/operations/parked" },
        { "POST", "/operations/parked/ledger/1/retry" },
        { "POST", "/operations/parked/ledger/1/skip" },
        { "POST", "/operations/copies/rebuild" },
        { "GET", "/operations/verify" },
        { "GET", "/operations/forks" },
        { "GET", "/journal" },
    };

    static HttpRequestMessage Asks(string method, string route) => new(new HttpMethod(method), route)
    {
        Content = method == "POST" ? JsonContent.Create(new { reason = "Decided with the owner of the record." }) : null,
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Is_closed_to_everybody_else(string method, string route)
    {
        (await Ledger.Http.SendAsync(Asks(method, route))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Operator))
            (await Ledger.As(role).SendAsync(Asks(method, route))).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{role}");
        ((int)(await Ledger.As(Role.Operator).SendAsync(Asks(method, route))).StatusCode).ShouldBeOneOf(200, 404);
    }

    [Fact]
    public async Task Shows_what_is_parked_retries_it_and_skips_it_with_a_reason()
    {
        var mirror = await StartMirror(follow => follow.Add(new PaymentsCopy { Poison = paid => paid.Amount == 13 }));
        foreach (var amount in (int[])[13, 1])
            await Pay(Ledger, "a", amount);
        await Eventually(() => mirror.Scalar<long>("SELECT coalesce(max(position), 0) FROM cursor"), 2);
        var operators = mirror.As(Role.Operator);

        var parked = (await operators.GetFromJsonAsync<JsonElement>("/operations/parked")).GetProperty("items").EnumerateArray().ToList();
        parked.Select(entry => (entry.GetProperty("position").GetInt64(), entry.GetProperty("tries").GetInt32())).ShouldBe([(1, 5), (2, 0)]);
        parked[0].GetProperty("type").GetString().ShouldBe("ledger.paid");

        var retried = await (await operators.PostAsync("/operations/parked/ledger/1/retry", null)).Content.ReadFromJsonAsync<JsonElement>();
        (retried.GetProperty("stillParked").GetInt32(), retried.GetProperty("reason").GetString()).ShouldBe((2, "Cannot take 13."));

        (await operators.PostAsJsonAsync("/operations/parked/ledger/2/skip", new { reason = "It only waits behind another." })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await operators.PostAsJsonAsync("/operations/parked/ledger/1/skip", new { reason = "short" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var skipped = await (await operators.PostAsJsonAsync("/operations/parked/ledger/1/skip", new { reason = "Decided with the owner of the record." })).Content.ReadFromJsonAsync<JsonElement>();
        skipped.GetProperty("stillParked").GetInt32().ShouldBe(0);
        (await mirror.Rows("SELECT amount FROM payment", row => row.GetInt32(0))).ShouldBe([1]);
        (await mirror.Scalar<string>("SELECT actor FROM journal WHERE type = 'journal.entry-skipped'")).ShouldContain("operator");
    }

    [Fact]
    public async Task Fills_copies_anew_that_nobody_trusts_and_does_nothing_twice_because_of_it()
    {
        var mirror = await StartMirror();
        foreach (var amount in (int[])[3, 4])
            await Pay(Ledger, "a", amount);
        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'mirror.thanked'"), 2);
        await mirror.Scalar<long>("WITH gone AS (DELETE FROM payment WHERE amount = 3 RETURNING 1), wrong AS (UPDATE payment SET amount = 44 WHERE amount = 4 RETURNING 1) SELECT count(*) FROM gone, wrong");

        var answer = await mirror.As(Role.Operator).PostAsync("/operations/copies/rebuild", null);

        var rebuilt = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().ToList();
        rebuilt.Select(source => (source.GetProperty("source").GetString(), source.GetProperty("position").GetInt64())).ShouldBe([("ledger", 2)]);
        (await mirror.Rows("SELECT amount FROM payment ORDER BY position", row => row.GetInt32(0))).ShouldBe([3, 4]);
        (await mirror.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'mirror.thanked'")).ShouldBe(2);

        await Pay(Ledger, "a", 5);
        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM payment"), 3);
    }

    [Fact]
    public async Task Reads_published_entries_after_a_position_and_never_internal_ones()
    {
        await Pay(Ledger, "a", 1);
        await Ledger.Run(async work => (await work.Open("notes")).Append(new Noted { Account = "a" }, Today));
        await Pay(Ledger, "a", 2);
        await Numbered(Ledger);

        var page = await Ledger.As(Role.Operator).GetFromJsonAsync<JsonElement>("/journal?after=1");
        page.GetProperty("items").EnumerateArray().Select(entry => (entry.GetProperty("position").GetInt64(), entry.GetProperty("previous").GetInt64())).ShouldBe([(3, 1)]);
        page.GetProperty("head").GetInt64().ShouldBe(3);
    }
}
