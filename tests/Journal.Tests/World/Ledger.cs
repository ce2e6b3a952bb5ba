using Contracts;
using Journal.Confidential;
using Journal.Following;
using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Journal.Tests.World;

/// <summary>The smallest service there is: accounts that are paid into.</summary>
public sealed class LedgerDb(DbContextOptions<LedgerDb> options) : DbContext(options)
{
    [DbContext(typeof(LedgerDb))]
    [Migration("1_Ledger")]
    internal sealed class Create : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateJournal();
            migrationBuilder.CreateConfidential();
            migrationBuilder.Sql("CREATE TABLE account (name text PRIMARY KEY, balance integer NOT NULL)");
        }
    }
}

[FactType("ledger.paid")]
public sealed record Paid
{
    public required string Account { get; init; }
    public required int Amount { get; init; }
}

[FactType("ledger.noted", Internal = true)]
public sealed record Noted
{
    public required string Account { get; init; }
}

/// <summary>A service that keeps a copy of the ledger's payments, and thanks for each.</summary>
public sealed class MirrorDb(DbContextOptions<MirrorDb> options) : DbContext(options)
{
    [DbContext(typeof(MirrorDb))]
    [Migration("1_Mirror")]
    internal sealed class Create : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateJournal();
            migrationBuilder.Sql("CREATE TABLE payment (number bigint GENERATED ALWAYS AS IDENTITY, position bigint NOT NULL, stream text NOT NULL, version integer NOT NULL, amount integer NOT NULL)");
        }
    }
}

[FactType("mirror.thanked")]
public sealed record Thanked
{
    public required string Account { get; init; }
}

/// <summary>Every payment, in the order it was applied.</summary>
public class PaymentsCopy : Copy<MirrorDb>
{
    public PaymentsCopy() => On<Paid>(async (fact, entry, db, cancel) =>
    {
        if (Poison(fact))
            throw new InvalidOperationException($"Cannot take {fact.Amount}.");
        await db.Database.ExecuteSqlAsync($"INSERT INTO payment (position, stream, version, amount) VALUES ({entry.Position}, {entry.Stream}, {entry.Version}, {fact.Amount})", cancel);
    });

    /// <summary>What this build cannot apply.</summary>
    public Func<Paid, bool> Poison { get; init; } = _ => false;

    public override string Source => "ledger";

    public override string Name => "payments";

    public override int Version => 1;

    public override Task Empty(MirrorDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"DELETE FROM payment", cancel);
}

/// <summary>The same copy, made by a newer build.</summary>
public sealed class PaymentsCopyRaised : PaymentsCopy
{
    public override int Version => 2;
}

/// <summary>The same copy, for a service that can answer before there are payments.</summary>
public sealed class PaymentsCopyThatMayBeEmpty : PaymentsCopy
{
    public override bool MayBeEmpty => true;
}

/// <summary>Thanks for every payment, once.</summary>
public sealed class Thanks : Reaction<MirrorDb>
{
    public Thanks() => On<Paid>((fact, entry, work) => work.Once("thanks", async () =>
        (await work.Open($"thanks/{fact.Account}")).Append(new Thanked { Account = fact.Account }, entry.OccurredOn)));

    public override string Source => "ledger";

    public override string Name => "thanks";
}
