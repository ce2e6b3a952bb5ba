using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;
using Servers;

namespace Journal.Tests.Appending;

public class Sending_a_request_again_under_its_key(RealServers servers) : Specification(servers)
{
    Task<HttpResponseMessage> Send(string key, int amount, string account = "a") =>
        Ledger.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/accounts/{account}/payments") { Content = JsonContent.Create(new { amount }), Headers = { { "Idempotency-Key", key } } });

    Task<long> Entries() => Ledger.Scalar<long>("SELECT count(*) FROM journal");

    [Fact]
    public async Task Answers_as_the_first_time_and_records_nothing_more()
    {
        var (first, again) = (await Send("k", 5), await Send("k", 5));

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        again.Headers.Location.ShouldBe(first.Headers.Location);
        (await Entries()).ShouldBe(1);
    }

    [Fact]
    public async Task Makes_twins_in_flight_wait_for_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Send("twin", 5)));

        (await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct().ShouldHaveSingleItem();
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        (await Entries()).ShouldBe(1);
    }

    [Fact]
    public async Task Gets_the_answer_of_a_twin_that_a_build_without_the_lock_is_still_giving()
    {
        await Send("first", 5);
        await using var connection = await Ledger.Database.OpenConnectionAsync();
        await using var twin = await connection.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand("INSERT INTO idempotency SELECT actor, route, 'twin', request_hash, status, location, etag, body, recorded_at FROM idempotency", connection, twin))
            await insert.ExecuteNonQueryAsync();

        var answer = Send("twin", 5);
        await Eventually(() => Ledger.Scalar<bool>("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"), true);
        await twin.CommitAsync();

        (await answer).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Ledger.Scalar<string>("SELECT etag FROM idempotency WHERE key = 'first'")).ShouldBe((await answer).Headers.ETag!.Tag);
        (await Entries()).ShouldBe(1);
    }

    [Fact]
    public async Task Is_refused_when_the_body_is_another()
    {
        await Send("k", 5);

        (await Send("k", 6)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Entries()).ShouldBe(1);
    }

    [Fact]
    public async Task Is_tried_anew_after_a_refusal_since_refusals_are_not_kept()
    {
        (await Send("k", 0)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Send("k", 5)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Means_another_request_on_another_route()
    {
        await Send("k", 5, "a");
        (await Send("k", 5, "b")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Entries()).ShouldBe(2);
    }

    [Fact]
    public async Task Wants_a_key_that_can_be_kept()
    {
        (await Send(new string('k', 201), 5)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Entries()).ShouldBe(0);
    }
}

public class Changing_what_exists(RealServers servers) : Specification(servers)
{
    Task<HttpResponseMessage> Put(string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/accounts/a") { Content = JsonContent.Create(new { amount = 1 }) };
        if (tag is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));
        return Ledger.Http.SendAsync(request);
    }

    [Fact]
    public async Task Wants_the_tag_of_what_was_seen()
    {
        await Pay(Ledger, "a", 1);

        (await Put(null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await Put("\"7\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Put("\"1\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, "it says of nothing");
        (await Put("\"accounts/b/1\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, "another account has had as many payments");
        var done = await Put("\"accounts/a/1\"");
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        Tags.VersionOf(done.Headers.ETag!.Tag).ShouldBe("2");
        (await Ledger.Scalar<long>("SELECT count(*) FROM journal")).ShouldBe(2);
    }
}
