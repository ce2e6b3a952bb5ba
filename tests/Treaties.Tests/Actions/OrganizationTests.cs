using System.Net;
using Servers;
using Treaties.Tests.World;

namespace Treaties.Tests.Actions;

public class An_organization(RealServers servers)
{
    [Fact]
    public async Task Joins_only_once_one_of_its_member_States_has()
    {
        using var data = new OwnData();
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        await Refused("2010-01-01");
        (await Accede("KEN", "2006-01-01")).ShouldBe(HttpStatusCode.Created);
        await Refused("2010-01-01");
        (await Accede("GBR", "2006-02-09")).ShouldBe(HttpStatusCode.Created);
        await Refused("2021-01-01");
        (await Accede("FRA", "2009-12-31")).ShouldBe(HttpStatusCode.Created);
        (await Accede("EUE", "2010-01-01")).ShouldBe(HttpStatusCode.Created);

        Task<Reply> Accede(string state, string on) => treaties.Record("uncac", new { state, kind = "accession", source = "C.N.1", depositedOn = on });

        async Task Refused(string on)
        {
            var answer = (await Accede("EUE", on)).ShouldBe(HttpStatusCode.Conflict);
            (answer.Rule, answer.Text("source")).ShouldBe(("treaties/organization-needs-member", "uncac art. 67(2)"));
        }
    }
}
