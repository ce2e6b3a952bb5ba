using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Storage.Migrations;

[DbContext(typeof(PortalDb))]
[Migration("0005_Drafts")]
sealed class Drafts : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        -- What somebody typed into a form and has not done yet. Gone when it is done, thrown away, or thirty days old.
        CREATE TABLE draft (
            person  uuid        NOT NULL,
            address text        NOT NULL,   -- of the page, without the language
            form    text        NOT NULL,   -- its name on that page
            content bytea       NOT NULL,   -- protected with a cookie_key, for this person
            kept_at timestamptz NOT NULL,
            PRIMARY KEY (person, address, form)
        );
        CREATE INDEX draft_kept_at ON draft (kept_at);
        """);
}
