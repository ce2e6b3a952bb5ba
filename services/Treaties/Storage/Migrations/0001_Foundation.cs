using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Treaties.Storage.Migrations;

[DbContext(typeof(TreatiesDb))]
[Migration("0001_Foundation")]
sealed class Foundation : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateJournal();
        migration.Sql(
            """
            -- Every act with all its revisions. Only added to: the number of rows names the state of the record.
            CREATE TABLE act_revision (
                act         uuid        NOT NULL,
                number      integer     NOT NULL CHECK (number >= 0),
                instrument  text        NOT NULL,
                state       text        NOT NULL,
                kind        text        NOT NULL,
                not_before  date        NOT NULL,
                not_after   date        NOT NULL CHECK (not_after >= not_before),
                provisions  text[]      NOT NULL,
                concerns    uuid,
                territory   text,
                source      text        NOT NULL CHECK (source <> ''),
                note        text,
                flags       text[]      NOT NULL,
                recorded_at timestamptz NOT NULL,
                annulled    boolean     NOT NULL,
                reason      text        CHECK ((reason IS NULL) = (number = 0)),
                PRIMARY KEY (act, number)
            );
            CREATE INDEX act_revision_instrument ON act_revision (instrument, recorded_at);
            CREATE INDEX act_revision_state ON act_revision (state);
            CREATE FUNCTION act_revision_refuses_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'an act on record is never changed and never deleted: record a correction' USING ERRCODE = 'raise_exception';
            END $$;
            CREATE TRIGGER act_revision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON act_revision FOR EACH STATEMENT EXECUTE FUNCTION act_revision_refuses_change();

            CREATE TABLE kept_import (
                id          uuid        PRIMARY KEY,
                received_at timestamptz NOT NULL,
                hash        bytea       NOT NULL,
                text        text        NOT NULL,
                preview     text        NOT NULL,
                accepted_at timestamptz
            );

            CREATE TABLE announced_entry_into_force (
                instrument             text        NOT NULL,
                number                 integer     NOT NULL CHECK (number > 0),
                enters_into_force_on   date        NOT NULL,
                threshold_deposited_on date        NOT NULL,
                recorded_at            timestamptz NOT NULL,
                PRIMARY KEY (instrument, number)
            );
            """);
    }
}
