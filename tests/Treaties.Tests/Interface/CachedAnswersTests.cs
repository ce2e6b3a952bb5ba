using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Servers;
using Treaties.Tests.World;

namespace Treaties.Tests.Interface;

public class Answers_kept_in_Redis(RealServers servers)
{
    [Fact]
    public async Task Are_never_older_than_the_record()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder, cache: await servers.Redis);
        string?[] states = ["KEN", "FRA", "FJI", "TON"];

        for (var joined = 0; joined < states.Length; joined++)
        {
            (await treaties.Record("uncac", new { state = states[joined], kind = "accession", source = "C.N.1", depositedOn = "2024-01-01" })).ShouldBe(HttpStatusCode.Created);
            for (var reading = 0; reading < 2; reading++)
            {
                var answer = await treaties.Get("/instruments/uncac/parties?asOf=2024-01-01");
                answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString()).ShouldBe(states.Take(joined + 1).Order());
                (await treaties.Get("/figures/parties?instrument=uncac&asOf=2024-01-01")).GetProperty("count").GetProperty("certain").GetInt32().ShouldBe(joined + 1);
                (await treaties.Get("/figures/parties/records?instrument=uncac&asOf=2024-01-01")).GetProperty("items").GetArrayLength().ShouldBe(joined + 1);
            }
        }
    }
}

public class What_was_just_recorded(RealServers servers)
{
    [Fact]
    public async Task Is_read_before_it_has_its_position()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);
        async Task<int> Parties() => (await treaties.Get("/instruments/uncac/parties?asOf=2024-01-01")).GetProperty("items").GetArrayLength();
        (await treaties.Record("uncac", new { state = "KEN", kind = "accession", source = "C.N.1", depositedOn = "2024-01-01" })).ShouldBe(HttpStatusCode.Created);
        await Eventually.Is("it has its position", () => treaties.Host.Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL"), 0L);
        (await Parties()).ShouldBe(1);

        // Whoever holds the head keeps the relay from giving positions.
        await using var connection = await treaties.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT one FROM journal_head FOR UPDATE", connection, held))
            await hold.ExecuteNonQueryAsync();
        var recorded = await treaties.Record("uncac", new { state = "FRA", kind = "accession", source = "C.N.2", depositedOn = "2024-01-01" });
        recorded.ShouldBe(HttpStatusCode.Created);

        (await Parties()).ShouldBe(2);
        (await treaties.Get($"/instruments/uncac/actions/{recorded.Text("id")}")).GetProperty("action").GetProperty("state").GetString().ShouldBe("FRA");
        (await treaties.Host.Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL")).ShouldBeGreaterThan(0);
    }
}
