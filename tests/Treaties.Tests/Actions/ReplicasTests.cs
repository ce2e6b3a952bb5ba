using System.Net;
using Servers;
using Treaties.Tests.World;

namespace Treaties.Tests.Actions;

/// <summary>Each process keeps what it last judged against; what another one has recorded since counts all the same.</summary>
public class Recording_in_two_replicas(RealServers servers)
{
    const string Source = "C.N.1.2024.TREATIES-XVIII";

    [Fact]
    public async Task Judges_against_what_the_other_has_recorded_corrected_and_annulled()
    {
        var database = await servers.NewDatabase("treaties");
        await using var one = await TreatiesService.Start(servers, database: database);
        await using var other = await TreatiesService.Start(servers, database: database);
        var notification = new { state = "KEN", kind = "notification", source = Source, depositedOn = "2024-05-02", provisions = new[] { "untoc art. 18(13)" } };
        var later = notification with { depositedOn = "2024-05-03" };

        var first = await one.Record("untoc", notification);
        first.ShouldBe(HttpStatusCode.Created);
        (await other.Record("untoc", notification)).Rule.ShouldBe("treaties/already-recorded");
        (await other.Record("untoc", later)).ShouldBe(HttpStatusCode.Created);
        (await one.Record("untoc", later)).Rule.ShouldBe("treaties/already-recorded");

        var annulled = await other.Post($"/instruments/untoc/actions/{first.Text("id")}/corrections", new { reason = "It was never made.", annul = true }, "*");
        annulled.ShouldBe(HttpStatusCode.Created);
        (await one.Record("untoc", notification)).ShouldBe(HttpStatusCode.Created);
        (await other.Record("untoc", notification)).Rule.ShouldBe("treaties/already-recorded");
    }
}
