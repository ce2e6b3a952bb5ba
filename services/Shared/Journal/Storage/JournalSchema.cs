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

    /// <summary>Lets the relay see that a database was restored. For databases made before <see cref="CreateJournal"/> brought this with it.</summary>
    public static void RememberIncarnation(this MigrationBuilder migration) => migration.Sql("ALTER TABLE journal_head ADD COLUMN IF NOT EXISTS incarnation text");

    /// <summary>Lets figures read the entries of some types, stream by stream, without touching the others.</summary>
    public static void IndexJournalByType(this MigrationBuilder migration) => migration.Sql("CREATE INDEX journal_type ON journal (type, stream, version)");
}
