using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Parties;

namespace TechnicalAssistance.Storage.Migrations;

[DbContext(typeof(TechnicalAssistanceDb))]
[Migration("0001_Foundation")]
sealed class Foundation : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateJournal();
        migration.CreateParties();
        migration.Sql(
            """
            CREATE TABLE activity (
                id          uuid        PRIMARY KEY,
                kind        text        NOT NULL,
                "from"      date        NOT NULL,
                "to"        date        NOT NULL,
                details     jsonb       NOT NULL,
                version     integer     NOT NULL,  -- of its stream
                recorded_at timestamptz NOT NULL
            );

            CREATE TABLE activity_beneficiary (
                activity uuid NOT NULL REFERENCES activity (id),
                state    text NOT NULL,
                PRIMARY KEY (activity, state)
            );
            CREATE INDEX activity_beneficiary_state ON activity_beneficiary (state);

            CREATE TABLE activity_instrument (
                activity   uuid NOT NULL REFERENCES activity (id),
                instrument text NOT NULL,
                PRIMARY KEY (activity, instrument)
            );
            CREATE INDEX activity_instrument_instrument ON activity_instrument (instrument);

            -- Who joined after pre-accession assistance: one line per activity and deposit.
            CREATE TABLE joining (
                activity   uuid    NOT NULL REFERENCES activity (id),
                act        uuid    NOT NULL,  -- the consent to be bound
                state      text    NOT NULL,
                instrument text    NOT NULL,
                not_before date    NOT NULL,
                not_after  date    NOT NULL,
                annulled   boolean NOT NULL DEFAULT false,
                PRIMARY KEY (activity, act)
            );
            """);
    }
}
