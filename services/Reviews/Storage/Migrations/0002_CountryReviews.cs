using Journal.Confidential;
using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Reviews.Storage.Migrations;

[DbContext(typeof(ReviewsDb))]
[Migration("0002_CountryReviews")]
sealed class CountryReviews : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.IndexJournalByType();
        migration.CreateConfidential();
        migration.Sql(
            """
            CREATE TABLE country_review (
                id        uuid    PRIMARY KEY,
                mechanism text    NOT NULL,
                cycle     text    NOT NULL,
                state     text    NOT NULL,
                starts_on date    NOT NULL,
                stage     text    NOT NULL,  -- what is awaited
                course    jsonb   NOT NULL,  -- what was done, texts by id
                version   integer NOT NULL,  -- of its stream
                UNIQUE (mechanism, cycle, state)
            );
            CREATE INDEX country_review_state ON country_review (state);
            CREATE INDEX country_review_stage ON country_review (stage);

            CREATE TABLE reviewer (
                review uuid NOT NULL REFERENCES country_review (id),
                state  text NOT NULL,
                PRIMARY KEY (review, state)
            );
            CREATE INDEX reviewer_state ON reviewer (state);
            """);
    }
}
