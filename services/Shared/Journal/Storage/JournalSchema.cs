using Microsoft.EntityFrameworkCore.Migrations;

namespace Journal.Storage;

/// <summary>The journal's tables, as a step of a service's first migration. They are written and read by SQL, so EF Core's model does not hold them.</summary>
public static class JournalSchema
{
    /// <summary>Adds journal, relay, cursor and idempotency tables. Call first in a service's first migration.</summary>
    public static void CreateJournal(this MigrationBuilder migration)
    {
        using var script = new StreamReader(typeof(JournalSchema).Assembly.GetManifestResourceStream("Journal.Storage.journal.sql")!);
        migration.Sql(script.ReadToEnd());
    }
}
