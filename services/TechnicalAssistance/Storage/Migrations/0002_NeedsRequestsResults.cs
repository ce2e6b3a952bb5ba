using Journal.Confidential;
using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TechnicalAssistance.Storage.Migrations;

[DbContext(typeof(TechnicalAssistanceDb))]
[Migration("0002_NeedsRequestsResults")]
sealed class NeedsRequestsResults : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateConfidential();
        migration.IndexJournalByType();
        migration.Sql(
            """
            CREATE TABLE need (
                id            uuid        PRIMARY KEY,  -- the id the review gave it
                finding       uuid        NOT NULL,
                review        uuid        NOT NULL,
                mechanism     text        NOT NULL,
                state         text        NOT NULL,
                instrument    text        NOT NULL,
                article       text        NOT NULL,
                kind          text        NOT NULL,
                identified_on date        NOT NULL,
                published_on  date,
                met_on        date,
                statement     uuid,                     -- a confidential text
                version       integer     NOT NULL,     -- of its stream
                recorded_at   timestamptz NOT NULL
            );
            CREATE INDEX need_state ON need (state);
            CREATE INDEX need_review ON need (review);

            CREATE TABLE assistance_request (
                id            uuid        PRIMARY KEY,
                state         text        NOT NULL,
                instrument    text        NOT NULL,
                articles      jsonb       NOT NULL,
                kind          text        NOT NULL,
                description   uuid        NOT NULL,     -- a confidential text
                note          jsonb       NOT NULL,
                decision_kind text,
                decided_on    date,
                programme     text,
                reason        uuid,                     -- a confidential text
                referred_to   uuid,                     -- a confidential text
                version       integer     NOT NULL,     -- of its stream
                recorded_at   timestamptz NOT NULL,
                CHECK ((decision_kind IS NULL) = (decided_on IS NULL))
            );
            CREATE INDEX assistance_request_state ON assistance_request (state);

            CREATE TABLE request_need (
                request uuid NOT NULL REFERENCES assistance_request (id),
                need    uuid NOT NULL REFERENCES need (id),
                PRIMARY KEY (request, need)
            );
            CREATE INDEX request_need_need ON request_need (need);

            CREATE TABLE activity_need (
                activity uuid NOT NULL REFERENCES activity (id),
                need     uuid NOT NULL REFERENCES need (id),
                PRIMARY KEY (activity, need)
            );
            CREATE INDEX activity_need_need ON activity_need (need);

            CREATE TABLE result (
                id          uuid        PRIMARY KEY,
                kind        text        NOT NULL,
                state       text        NOT NULL,
                adopted_on  date        NOT NULL,
                details     jsonb       NOT NULL,
                version     integer     NOT NULL,       -- of its stream
                recorded_at timestamptz NOT NULL
            );
            CREATE INDEX result_state ON result (state);

            CREATE TABLE result_need (
                result uuid NOT NULL REFERENCES result (id),
                need   uuid NOT NULL REFERENCES need (id),
                PRIMARY KEY (result, need)
            );
            CREATE INDEX result_need_need ON result_need (need);

            CREATE TABLE result_activity (
                result   uuid NOT NULL REFERENCES result (id),
                activity uuid NOT NULL REFERENCES activity (id),
                PRIMARY KEY (result, activity)
            );
            CREATE INDEX result_activity_activity ON result_activity (activity);
            """);
    }
}
