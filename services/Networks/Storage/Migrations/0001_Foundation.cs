using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Parties;

namespace Networks.Storage.Migrations;

[DbContext(typeof(NetworksDb))]
[Migration("0001_Foundation")]
sealed class Foundation : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateJournal();
        migration.CreateParties();
        migration.Sql(
            """
            CREATE TABLE authority (
                id           uuid        PRIMARY KEY,
                state        text        NOT NULL,
                details      jsonb       NOT NULL,
                version      integer     NOT NULL,  -- of its stream
                withdrawn_on date,
                recorded_at  timestamptz NOT NULL
            );
            CREATE INDEX authority_state ON authority (state);

            CREATE TABLE authority_version (
                authority    uuid        NOT NULL REFERENCES authority (id),
                version      integer     NOT NULL,
                details      jsonb       NOT NULL,
                withdrawn_on date,
                recorded_at  timestamptz NOT NULL,
                PRIMARY KEY (authority, version)
            );

            -- What standing authorities are designated for; gone when they are withdrawn.
            CREATE TABLE designation (
                authority  uuid NOT NULL REFERENCES authority (id),
                instrument text NOT NULL,
                function   text NOT NULL,
                PRIMARY KEY (authority, instrument, function)
            );
            CREATE INDEX designation_function ON designation (function, instrument);

            CREATE TABLE duty (
                id            uuid PRIMARY KEY,
                act           uuid NOT NULL,  -- the consent to be bound that brought it
                state         text NOT NULL,
                instrument    text NOT NULL,
                function      text NOT NULL,
                article       text NOT NULL,
                owed_from     date NOT NULL,
                due_by        date,
                authority     uuid,
                met_on        date,
                not_owed_from date,
                UNIQUE (act, instrument, function)
            );
            CREATE INDEX duty_state ON duty (state);
            """);
    }
}
