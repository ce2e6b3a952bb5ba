using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Servers;

namespace Journal.Tests.Storage;

/// <summary>A service with several migrations, each of which cannot be run twice.</summary>
public sealed class GrownDb(DbContextOptions<GrownDb> options) : DbContext(options)
{
    [DbContext(typeof(GrownDb))]
    [Migration("1_First")]
    internal sealed class First : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE first (); SELECT pg_sleep(0.1)");
    }

    [DbContext(typeof(GrownDb))]
    [Migration("2_Second")]
    internal sealed class Second : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE second (); SELECT pg_sleep(0.1)");
    }

    [DbContext(typeof(GrownDb))]
    [Migration("3_Third")]
    internal sealed class Third : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE third (); SELECT pg_sleep(0.1)");
    }
}

public class Replicas_that_start_together(RealServers servers)
{
    [Fact]
    public async Task Run_each_migration_of_an_empty_database_once()
    {
        await using var database = NpgsqlDataSource.Create(await servers.NewDatabase("grown"));
        var replicas = Enumerable.Range(0, 6).Select(_ => Replica(database)).ToList();

        await Task.WhenAll(replicas.Select(replica => replica.StartAsync(default)));

        foreach (var replica in replicas)
            await (await Task.WhenAny(replica.Done, replica.ExecuteTask!));
        replicas.ShouldAllBe(replica => replica.Done.IsCompletedSuccessfully);
        await using var count = database.CreateCommand("SELECT count(*) FROM \"__EFMigrationsHistory\"");
        (await count.ExecuteScalarAsync()).ShouldBe(3L);
    }

    static Migration<GrownDb> Replica(NpgsqlDataSource database) => new(
        new ServiceCollection().AddDbContextFactory<GrownDb>(options => options.UseNpgsql(database)).BuildServiceProvider().GetRequiredService<IDbContextFactory<GrownDb>>(),
        TimeProvider.System, NullLogger<Migration<GrownDb>>.Instance);
}
