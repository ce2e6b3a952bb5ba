using System.Net;
using System.Text.Json;
using Contracts.Treaties;
using Servers;
using Treaties.Tests.World;

namespace Treaties.Tests.Status;

public class The_deposit_that_reaches_the_threshold(RealServers servers)
{
    const string Cybercrime = "cybercrime-2024";

    [Fact]
    public async Task Announces_the_entry_into_force_once_and_again_only_when_a_correction_moves_it()
    {
        using var data = new OwnData();
        data.Change(Cybercrime, "entryIntoForceRule", new
        {
            threshold = 2,
            daysAfterThreshold = 90,
            laterPartyDays = 30,
            article = $"{Cybercrime} art. 65(1)",
            laterPartyArticle = $"{Cybercrime} art. 65(2)",
            notBeforeInstrument = (string?)null,
            reioCounts = false,
            reioArticle = $"{Cybercrime} art. 65(1)",
        });
        await using var treaties = await TreatiesService.Start(servers, data.Folder);

        (await Accede("EUE", "2025-10-26")).ShouldBe(HttpStatusCode.Created).Body.GetProperty("effectiveOn").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Announced(treaties)).ShouldBeEmpty();

        // The two that count, and one more, all at once.
        var answers = await Task.WhenAll(Accede("KEN", "2025-11-01"), Accede("FRA", "2025-12-01"), Accede("FJI", "2025-12-20"));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        var last = (await Announced(treaties))[^1];
        (last.On, last.ThresholdDepositedOn).ShouldBe((new DateOnly(2026, 3, 1), new DateOnly(2025, 12, 1)));

        var before = (await Announced(treaties)).Count;
        (await Accede("TON", "2026-01-05")).ShouldBe(HttpStatusCode.Created).Text("effectiveOn").ShouldBe("2026-03-01");
        (await Announced(treaties)).Count.ShouldBe(before);

        var kenya = answers[0];
        (await treaties.Post($"{kenya.Location}/corrections", new { reason = "misread", replacement = new { state = "KEN", kind = "accession", source = "C.N.3", depositedOn = "2025-12-10" } }, "*")).ShouldBe(HttpStatusCode.Created);
        last = (await Announced(treaties))[^1];
        (last.On, last.ThresholdDepositedOn).ShouldBe((new DateOnly(2026, 3, 10), new DateOnly(2025, 12, 10)));

        Task<Reply> Accede(string state, string on) => treaties.Record(Cybercrime, new { state, kind = "accession", source = "C.N.2", depositedOn = on });
    }

    static Task<List<EntryIntoForceDetermined>> Announced(TreatiesService treaties) => treaties.Host.Rows(
        $"SELECT payload FROM journal WHERE stream = 'instruments/{Cybercrime}' AND published ORDER BY version", row => JsonSerializer.Deserialize<EntryIntoForceDetermined>(row.GetString(0), JsonSerializerOptions.Web)!);
}
