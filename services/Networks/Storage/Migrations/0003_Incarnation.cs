using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Networks.Storage.Migrations;

[DbContext(typeof(NetworksDb))]
[Migration("0003_Incarnation")]
sealed class Incarnation : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.RememberIncarnation();
}
