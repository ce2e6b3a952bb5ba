using Microsoft.EntityFrameworkCore.Migrations;

namespace Journal.Confidential;

/// <summary>Where personal data and confidential text stand: beside the journal, never in it. They are written and read by SQL.</summary>
public static class ConfidentialSchema
{
    /// <summary>Adds the two tables, as a step of a service's migration.</summary>
    public static void CreateConfidential(this MigrationBuilder migration) => migration.Sql(
        """
        -- One key for each person or case. Without it nothing of theirs can be read again, in any copy of this database made later.
        CREATE TABLE confidential_key (
            owner     text PRIMARY KEY,
            key       bytea,
            erased_at timestamptz,
            CHECK ((key IS NULL) = (erased_at IS NOT NULL))
        );

        CREATE TABLE confidential_text (
            id     uuid  PRIMARY KEY,
            owner  text  NOT NULL REFERENCES confidential_key (owner),
            sealed bytea NOT NULL  -- nonce, text, tag: AES-256-GCM, bound to owner and id
        );
        CREATE INDEX confidential_text_owner ON confidential_text (owner);
        """);
}
