using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Treaties.Storage.Migrations;

[DbContext(typeof(TreatiesDb))]
[Migration("0003_Incarnation")]
sealed class Incarnation : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.RememberIncarnation();
}
