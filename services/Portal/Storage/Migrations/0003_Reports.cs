using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Storage.Migrations;

[DbContext(typeof(PortalDb))]
[Migration("0003_Reports")]
sealed class Reports : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(
        """
        -- A report as it was on a day: its words, its days, and where each source stood. Never changed.
        CREATE TABLE report_freeze (
            id        uuid        PRIMARY KEY,      -- given by the form, so that one sent twice freezes once
            report    text        NOT NULL,
            number    integer     NOT NULL,         -- 1, 2, 3 … of each report
            frozen_at timestamptz NOT NULL,
            frozen_by text        NOT NULL,         -- opaque id
            as_of     date        NOT NULL,
            from_day  date        NOT NULL,
            to_day    date        NOT NULL,
            content   text        NOT NULL,         -- the report's file as it was, JSON
            sources   jsonb       NOT NULL,         -- [{source, epoch, position}]
            UNIQUE (report, number)
        );

        CREATE TABLE report_freeze_number (
            report   uuid    NOT NULL REFERENCES report_freeze (id),
            name     text    NOT NULL,
            certain  numeric,                       -- null: nothing was recorded that could be counted
            possible numeric,
            read     jsonb   NOT NULL,              -- figure, question, definition, unit, known-at, States or published source
            PRIMARY KEY (report, name)
        );
        """);
}
