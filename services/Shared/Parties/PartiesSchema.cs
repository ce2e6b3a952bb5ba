using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Parties;

/// <summary>The two tables of the copy, in whichever service keeps it.</summary>
public static class PartiesSchema
{
    /// <summary>Adds them, as a step of a service's migration.</summary>
    public static void CreateParties(this MigrationBuilder migration) => migration.Sql(
        """
        CREATE TABLE party_act (
            action       uuid        PRIMARY KEY,
            instrument   text        NOT NULL,
            state        text        NOT NULL,
            kind         text        NOT NULL,
            deposited_on date,
            not_before   date,
            not_after    date,
            effective_on date,
            concerns     uuid,
            annulled     boolean     NOT NULL,
            recorded_at  timestamptz NOT NULL,
            position     bigint      NOT NULL
        );
        CREATE INDEX party_act_state ON party_act (state);
        CREATE INDEX party_act_instrument ON party_act (instrument);

        CREATE TABLE in_force (
            instrument text PRIMARY KEY,
            "on"       date NOT NULL
        );
        """);

    /// <summary>Maps them, in a context's <c>OnModelCreating</c>.</summary>
    public static void MapParties(this ModelBuilder model)
    {
        model.Entity<PartyAct>(act =>
        {
            act.HasKey(it => it.Action);
            act.Ignore(it => it.Date);
        });
        model.Entity<InForce>().HasKey(it => it.Instrument);
    }
}
