using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Parties;

namespace Reviews.Storage.Migrations;

[DbContext(typeof(ReviewsDb))]
[Migration("0001_Foundation")]
sealed class Foundation : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateJournal();
        migration.CreateParties();
        migration.Sql(
            """
            CREATE TABLE enrolment (
                mechanism  text    NOT NULL,
                act        uuid    NOT NULL,  -- the consent to be bound that brought it
                state      text    NOT NULL,
                not_before date    NOT NULL,
                not_after  date    NOT NULL,
                ends_on    date,
                annulled   boolean NOT NULL DEFAULT false,
                PRIMARY KEY (mechanism, act)
            );
            CREATE INDEX enrolment_state ON enrolment (mechanism, state);
            """);
    }
}
