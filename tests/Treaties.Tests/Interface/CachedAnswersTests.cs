using System.Net;
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
