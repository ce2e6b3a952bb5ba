using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Storage.Migrations;

[DbContext(typeof(PortalDb))]
[Migration("0006_Names")]
sealed class Names : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        -- What a person is called, in whatever script they write it; name is what they type to sign in.
        ALTER TABLE portal_user ADD COLUMN full_name text;      -- null: none was given, as for development identities and the first operator
        """);
}
