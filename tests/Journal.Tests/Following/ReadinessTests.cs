using System.Net;
using System.Text.Json;
using Servers;

namespace Journal.Tests.Following;

public class A_service_with_a_copy(RealServers servers) : Specification(servers)
{
    [Fact]
    public async Task Is_not_ready_before_anything_of_its_source_has_come()
    {
        var mirror = await StartMirror();
        (await mirror.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await Pay(Ledger, "a", 1);

        await Eventually(() => Following(mirror), "healthy");
        (await mirror.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task That_may_be_empty_is_well_once_its_source_has_said_that_there_is_nothing()
    {
        var mirror = await StartMirror(follow => follow.Copy<PaymentsCopyThatMayBeEmpty>());

        await Eventually(() => Following(mirror), "healthy");
        (await mirror.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task That_may_be_empty_works_while_its_source_is_away_and_says_so()
    {
        await Stop(Ledger);
        var mirror = await StartMirror(follow => follow.Copy<PaymentsCopyThatMayBeEmpty>());

        (await mirror.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Following(mirror)).ShouldBe("degraded");
    }

    [Fact]
    public async Task Waits_where_one_copy_of_the_source_must_not_be_empty_though_another_may()
    {
        var mirror = await StartMirror(follow => follow.Copy<PaymentsCopyThatMayBeEmpty>().Copy<NamedOtherwise>());

        (await mirror.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>How following the ledger is reported.</summary>
    static async Task<string?> Following(Host<MirrorDb> mirror) =>
        JsonDocument.Parse(await (await mirror.Http.GetAsync("/health")).Content.ReadAsStringAsync()).RootElement.GetProperty("checks").GetProperty("copies of ledger").GetProperty("status").GetString();

    sealed class NamedOtherwise : PaymentsCopy
    {
        public override string Name => "payments-again";
    }
}
