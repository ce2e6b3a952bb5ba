using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Storage.Migrations;

[DbContext(typeof(PortalDb))]
[Migration("0002_Keys")]
sealed class Keys : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        -- What cookies and form tokens are protected with, as ASP.NET Core Data Protection writes it.
        CREATE TABLE cookie_key (
            name        text        PRIMARY KEY,
            xml         text        NOT NULL,
            recorded_at timestamptz NOT NULL
        );

        -- What tokens are signed with; the private half is protected with a cookie_key.
        CREATE TABLE token_key (
            id          text        PRIMARY KEY,
            private_key text        NOT NULL,
            x           text        NOT NULL,
            y           text        NOT NULL,
            signs_from  timestamptz NOT NULL,
            signs_until timestamptz NOT NULL
        );
        """);
}
