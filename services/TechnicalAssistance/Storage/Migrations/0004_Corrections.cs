using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TechnicalAssistance.Storage.Migrations;

[DbContext(typeof(TechnicalAssistanceDb))]
[Migration("0004_Corrections")]
sealed class Corrections : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        ALTER TABLE activity
            ADD COLUMN withdrawn_at      timestamptz,
            ADD COLUMN withdrawal_reason text,
            ADD CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL));
        CREATE INDEX activity_to ON activity ("to", id);

        ALTER TABLE result
            ADD COLUMN withdrawn_at      timestamptz,
            ADD COLUMN withdrawal_reason text,
            ADD CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL));
        CREATE INDEX result_adopted_on ON result (adopted_on, id);

        CREATE TABLE activity_correction (
            activity    uuid        NOT NULL REFERENCES activity (id),
            number      integer     NOT NULL,
            was         jsonb       NOT NULL,  -- the details before it
            reason      text        NOT NULL,
            recorded_at timestamptz NOT NULL,
            PRIMARY KEY (activity, number)
        );

        CREATE TABLE result_correction (
            result      uuid        NOT NULL REFERENCES result (id),
            number      integer     NOT NULL,
            was         jsonb       NOT NULL,  -- the details before it
            reason      text        NOT NULL,
            recorded_at timestamptz NOT NULL,
            PRIMARY KEY (result, number)
        );
        """);
}
