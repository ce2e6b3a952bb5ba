using System.Security.Cryptography;
using Journal.Confidential;
using Journal.Operations;
using Microsoft.Extensions.DependencyInjection;
using Servers;

namespace Journal.Tests.Confidential;

public class A_confidential_text(RealServers servers) : Specification(servers)
{
    const string Text = "The focal point is Ms. Wanjiru Example, focal.point@justice.example";

    readonly string owner = "people/1";

    [Fact]
    public async Task Is_read_again_by_its_id()
    {
        var id = await Seal(owner, Text);
        (await Read(id)).ShouldBe(Text);
    }

    [Fact]
    public async Task Stands_nowhere_in_the_database_as_it_was_written()
    {
        await Seal(owner, Text);
        (await Ledger.Scalar<bool>("SELECT bool_or(position('Wanjiru'::bytea IN sealed) > 0) FROM confidential_text")).ShouldBeFalse();
        (await Ledger.Scalar<long>("SELECT count(*) FROM journal WHERE payload LIKE '%Wanjiru%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Is_gone_for_good_with_its_owners_key_while_others_stay_and_the_journal_verifies()
    {
        var erased = await Seal(owner, Text);
        var kept = await Seal("people/2", "Mr. Other");
        await Numbered(Ledger);

        await Ledger.Run(work => work.Erase(owner));

        (await Read(erased)).ShouldBeNull();
        (await Read(kept)).ShouldBe("Mr. Other");
        (await VerifyJournal.Verify(Ledger.Database, "ledger", true, default)).Sound.ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(() => Seal(owner, "More of the same person"));
    }

    [Theory]
    [InlineData("UPDATE confidential_text SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)")]
    [InlineData("UPDATE confidential_text one SET sealed = (SELECT other.sealed FROM confidential_text other WHERE other.id <> one.id)")]
    public async Task Does_not_open_when_it_was_changed_or_put_in_anothers_place(string tampering)
    {
        var id = await Seal(owner, Text);
        await Seal(owner, "Another text of the same owner, under the same key.");
        await Ledger.Sql(tampering);
        await Should.ThrowAsync<AuthenticationTagMismatchException>(() => Read(id));
    }

    [Fact]
    public async Task Is_kept_with_the_change_or_not_at_all()
    {
        var id = Guid.Empty;
        await Should.ThrowAsync<TimeoutException>(() => Ledger.Run(async work =>
        {
            id = await work.Seal(owner, Text);
            throw new TimeoutException("The change fails.");
        }));
        (await Read(id)).ShouldBeNull();
        (await Ledger.Scalar<long>("SELECT count(*) FROM confidential_key")).ShouldBe(0);
    }

    async Task<Guid> Seal(string of, string text)
    {
        var id = Guid.Empty;
        await Ledger.Run(async work =>
        {
            id = await work.Seal(of, text);
            (await work.Open("notes")).Append(new Noted { Account = id.ToString() }, Today);
        });
        return id;
    }

    async Task<string?> Read(Guid id)
    {
        await using var scope = Ledger.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LedgerDb>().Unseal(id, default);
    }
}
