using Journal.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Reviews.Storage.Migrations;

[DbContext(typeof(ReviewsDb))]
[Migration("0003_Incarnation")]
sealed class Incarnation : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.RememberIncarnation();
}
