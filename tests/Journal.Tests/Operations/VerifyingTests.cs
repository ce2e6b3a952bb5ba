using Journal.Operations;
using Servers;

namespace Journal.Tests.Operations;

public class Verifying_a_journal(RealServers servers) : Specification(servers)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        for (var i = 1; i <= 8; i++)
            await Pay(Ledger, $"a{i % 3}", i);
        await Ledger.Run(async work => (await work.Open("notes")).Append(new Noted { Account = "a" }, Today));
        await Numbered(Ledger);
    }

    Task<VerifyJournal.Report> Verify(bool full = true) => VerifyJournal.Verify(Ledger.Database, "ledger", full, default);

    Task Tamper(string sql) => Ledger.Sql($"ALTER TABLE journal DISABLE TRIGGER ALL; {sql}; ALTER TABLE journal ENABLE TRIGGER ALL");

    [Fact]
    public async Task Finds_an_untouched_one_sound()
    {
        var report = await Verify();
        report.Sound.ShouldBeTrue();
        (report.From, report.To, report.Entries).ShouldBe((0, 9, 9));
    }

    [Theory]
    [InlineData("payload = replace(payload, '4', '5')")]
    [InlineData("occurred_on = occurred_on + 1")]
    [InlineData("recorded_at = recorded_at + interval '1 microsecond'")]
    [InlineData("actor = 'somebody else'")]
    [InlineData("type = 'ledger.refunded'")]
    [InlineData("published = false")]
    [InlineData("trace = 'x'")]
    [InlineData("cause = id")]
    [InlineData("chain = hash")]
    [InlineData("previous = 0")]
    public async Task Finds_a_single_changed_value(string change)
    {
        await Tamper($"UPDATE journal SET {change} WHERE position = 4");

        var report = await Verify();
        report.Sound.ShouldBeFalse();
        report.Findings.ShouldContain(finding => finding.Position == 4 || finding.Position == 5);
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE position = 5")]
    [InlineData("DELETE FROM journal WHERE position >= 8")]
    public async Task Finds_entries_that_were_taken_out_or_cut_off(string cut)
    {
        await Tamper(cut);
        (await Verify()).Sound.ShouldBeFalse();
    }

    [Fact]
    public async Task Goes_on_from_the_last_position_found_sound()
    {
        await Verify();
        await Pay(Ledger, "a1", 100);
        await Numbered(Ledger);

        var report = await Verify(full: false);
        (report.Sound, report.From, report.To, report.Entries).ShouldBe((true, 9, 10, 1));
    }
}
