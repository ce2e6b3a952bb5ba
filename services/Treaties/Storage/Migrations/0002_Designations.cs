using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Treaties.Storage.Migrations;

[DbContext(typeof(TreatiesDb))]
[Migration("0002_Designations")]
sealed class Designations : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        -- What States told the directory of authorities, note by note; a copy of what it published.
        CREATE TABLE designation_note (
            position  bigint PRIMARY KEY,  -- in the directory's journal
            authority uuid   NOT NULL,
            state     text   NOT NULL,
            noted_on  date   NOT NULL,
            functions jsonb  NOT NULL      -- all of them from then on
        );
        CREATE INDEX designation_note_authority ON designation_note (authority, position);
        """);
}
