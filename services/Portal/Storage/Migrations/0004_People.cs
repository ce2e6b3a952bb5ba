using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Storage.Migrations;

[DbContext(typeof(PortalDb))]
[Migration("0004_People")]
sealed class People : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        ALTER TABLE portal_user
            ADD COLUMN ended_at           timestamptz,                      -- access was ended; the row stays, since the journals know the id
            ADD COLUMN two_factor_enabled boolean NOT NULL DEFAULT false,
            ADD COLUMN authenticator_key  text,                             -- base32, protected with a cookie_key
            ADD COLUMN last_code          bigint,                           -- number of the half minute whose code was taken last: none is taken twice
            ADD COLUMN recovery_codes     text[]  NOT NULL DEFAULT '{}';    -- hashed as passwords are

        -- An address that lets its bearer choose the password of one account, once. Only its hash is kept.
        CREATE TABLE invitation (
            secret_hash text        PRIMARY KEY,    -- SHA-256, base64url
            "user"      uuid        NOT NULL REFERENCES portal_user (id) ON DELETE CASCADE,
            holds_until timestamptz NOT NULL
        );
        CREATE INDEX invitation_user ON invitation ("user");

        -- Who did what to whose access. Only ever added to.
        CREATE TABLE access_record (
            id      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
            at      timestamptz NOT NULL,
            "by"    uuid,                           -- null: the portal itself
            act     text        NOT NULL,           -- invited, entered, ended …
            subject uuid        NOT NULL            -- a portal_user, also after that is gone
        );
        CREATE INDEX access_record_subject ON access_record (subject);
        """);
}
