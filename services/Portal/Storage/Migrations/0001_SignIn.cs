using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Storage.Migrations;

[DbContext(typeof(PortalDb))]
[Migration("0001_SignIn")]
sealed class SignIn : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        CREATE TABLE portal_user (
            id                  uuid        PRIMARY KEY,
            name                text        NOT NULL,
            normalized_name     text        NOT NULL UNIQUE,
            password_hash       text,                   -- null: does not sign in with a password
            security_stamp      text        NOT NULL,   -- changes when rights or credentials do: older cookies end
            concurrency_stamp   text        NOT NULL,
            lockout_end         timestamptz,
            lockout_enabled     boolean     NOT NULL,
            access_failed_count integer     NOT NULL,
            registered_at       timestamptz NOT NULL
        );

        -- Roles (role: review-officer) and the State of a State's role (state: KEN).
        CREATE TABLE user_claim (
            "user" uuid NOT NULL REFERENCES portal_user (id) ON DELETE CASCADE,
            type   text NOT NULL,
            value  text NOT NULL,
            PRIMARY KEY ("user", type, value)
        );
        CREATE INDEX user_claim_value ON user_claim (type, value);
        """);
}
