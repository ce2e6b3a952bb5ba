using Contracts;
using Contracts.Networks;
using Journal;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>What States told the directory of authorities: who tells it there owes the depositary no second note.</summary>
sealed class DesignationsCopy : Copy<TreatiesDb>
{
    public DesignationsCopy()
    {
        On<AuthorityDesignated>((fact, entry, db, _) => Keep(fact.Authority, fact.State, fact.Functions, entry, db));
        On<AuthorityKeptCurrent>((fact, entry, db, _) => Keep(fact.Authority, fact.State, fact.Functions, entry, db));
        On<AuthorityWithdrawn>((fact, entry, db, _) => Keep(fact.Authority, fact.State, [], entry, db));
    }

    public override string Source => "networks";

    public override string Name => "designations";

    public override int Version => 1;

    /// <summary>The directory begins empty, and itself waits for what is imported here.</summary>
    public override bool MayBeEmpty => true;

    public override Task Empty(TreatiesDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"DELETE FROM designation_note", cancel);

    static Task Keep(Guid authority, StateCode state, IReadOnlyList<DesignatedFunction> functions, Entry entry, TreatiesDb db)
    {
        db.Add(new DesignationNote { Position = entry.Position, Authority = authority, State = state, NotedOn = entry.OccurredOn, Functions = functions });
        return Task.CompletedTask;
    }
}
