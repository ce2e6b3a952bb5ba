using Contracts;
using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Servers;
using ServiceDefaults.Access;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace Figures.Tests;

/// <summary>The smallest service with figures: cases that are opened for a State, given to an office, and closed.</summary>
public sealed class TallyDb(DbContextOptions<TallyDb> options) : DbContext(options)
{
    [DbContext(typeof(TallyDb))]
    [Migration("1_Tally")]
    internal sealed class Create : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateJournal();
            migrationBuilder.IndexJournalByType();
        }
    }
}

[FactType("tally.opened", Internal = true)]
public sealed record Opened
{
    public required string State { get; init; }
    public required string Kind { get; init; }

    /// <summary>Other States it is for.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];
}

[FactType("tally.given")]
public sealed record Given
{
    public required string Office { get; init; }
}

[FactType("tally.closed")]
public sealed record Closed;

/// <summary>Says nothing that is counted.</summary>
[FactType("tally.noted")]
public sealed record Noted;

public sealed class OpenCases : Figure
{
    public override string Name => "open-cases";
    public override string Definition => "Cases opened by the day and not closed by it.";
    public override string Unit => "cases";
    public override IReadOnlyList<Type> Facts => [typeof(Opened), typeof(Given), typeof(Closed)];
    public override IReadOnlyList<string> Dimensions => ["kind", "office"];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream.FirstOrDefault(it => it.Fact is Opened) is { Fact: Opened opened } first && !stream.Any(it => it.Fact is Closed))
            yield return new(first.Stream, first.On, new Dictionary<string, string>
            {
                ["kind"] = opened.Kind,
                ["office"] = stream.Select(it => it.Fact).OfType<Given>().LastOrDefault()?.Office ?? "none",
            })
            { State = opened.State };
    }
}

public sealed class NewCases : Figure
{
    public override string Name => "new-cases";
    public override string Definition => "Cases opened in the period.";
    public override string Unit => "cases";
    public override bool OfPeriod => true;
    public override IReadOnlyList<Type> Facts => [typeof(Opened)];
    public override IReadOnlyList<string> Dimensions => ["kind", "state"];
    public override IReadOnlyList<string> Several => ["state"];
    public override IReadOnlyList<Role> Offices => [Role.ReviewOfficer];
    public override IReadOnlyList<StatesOfRecords> StatesCounted =>
    [
        new("states-with-new-cases", "States that a case opened in the period is for, each once."),
        new("states-with-big-cases", "States that a big case opened in the period is for, each once.", ("kind", "big")),
    ];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) =>
        stream.Where(it => it.Fact is Opened).Select(it => (it, (Opened)it.Fact)).Select(pair => new Counted($"{pair.it.Stream}/{pair.it.Version}", pair.it.On, new Dictionary<string, string> { ["kind"] = pair.Item2.Kind })
        { Several = new Dictionary<string, IReadOnlyList<string>> { ["state"] = [pair.Item2.State, .. pair.Item2.Shared] } });
}

[FactType("tally.paid")]
public sealed record Paid
{
    public required decimal Amount { get; init; }
    public required string Currency { get; init; }
}

public sealed class Payments : Figure
{
    public override string Name => "payments";
    public override string Definition => "Amounts paid.";
    public override string Unit => "amount";
    public override bool OfPeriod => true;
    public override IReadOnlyList<Type> Facts => [typeof(Paid)];
    public override IReadOnlyList<string> Dimensions => ["currency"];
    public override string NotAcross => "currency";

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) =>
        stream.Select(it => ((Paid)it.Fact, it)).Select(pair => new Counted($"{pair.it.Stream}#{pair.it.Version}", pair.it.On, new Dictionary<string, string> { ["currency"] = pair.Item1.Currency }) { Counts = pair.Item1.Amount });
}
