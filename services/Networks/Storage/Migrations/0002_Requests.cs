using Journal.Confidential;
using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Networks.Storage.Migrations;

[DbContext(typeof(NetworksDb))]
[Migration("0002_Requests")]
sealed class Requests : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateConfidential();
        migration.IndexJournalByType();
        migration.Sql(
            """
            -- subject, text, answer and reasons are ids of confidential texts, sealed under requests/{id}.
            CREATE TABLE cooperation_request (
                id              uuid    PRIMARY KEY,
                from_state      text    NOT NULL,
                to_state        text    NOT NULL,
                from_authority  uuid    NOT NULL REFERENCES authority (id),
                to_authority    uuid    NOT NULL REFERENCES authority (id),
                instrument      text    NOT NULL,
                article         text,
                network         text,
                urgent          boolean NOT NULL,
                deadline        date,
                subject         uuid    NOT NULL,
                text            uuid    NOT NULL,
                stage           text    NOT NULL,
                transmitted_on  date    NOT NULL,
                acknowledged_on date,
                closed_on       date,
                answer          uuid,
                ground          text,
                reasons         uuid,
                version         integer NOT NULL,  -- of its stream
                CHECK (from_state <> to_state)
            );
            CREATE INDEX cooperation_request_from ON cooperation_request (from_state, id);
            CREATE INDEX cooperation_request_to ON cooperation_request (to_state, id);

            CREATE TABLE request_reading (
                id      uuid        PRIMARY KEY,
                request uuid        NOT NULL REFERENCES cooperation_request (id),
                reader  text        NOT NULL,  -- opaque
                state   text        NOT NULL,
                read_at timestamptz NOT NULL
            );
            CREATE INDEX request_reading_request ON request_reading (request, id);
            """);
    }
}
