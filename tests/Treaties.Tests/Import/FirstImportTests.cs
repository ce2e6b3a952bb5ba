using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Servers;
using Treaties.Storage;
using Treaties.Tests.World;

namespace Treaties.Tests.Import;

public class The_first_start(RealServers servers)
{
    [Fact]
    public async Task Imports_the_record_the_platform_ships_with_as_the_service_itself()
    {
        await using var treaties = await TreatiesService.Start(servers);

        (await treaties.Host.Scalar<long>("SELECT count(*) FROM act_revision")).ShouldBe(RealRecord.Export.Acts.Count);
        (await treaties.Host.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'treaties.action-deposited' AND published AND actor = 'service:treaties'")).ShouldBe(RealRecord.Export.Acts.Count);
        (await treaties.Host.Scalar<long>("SELECT count(DISTINCT stream) FROM journal WHERE stream LIKE 'participants/%'")).ShouldBe(RealRecord.Export.Acts.Select(line => line.Act.State).Distinct().Count());
        (await treaties.Host.Http.GetAsync("/health")).IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>From the first moment on which a port is open: before there are tables, before there is a record, and after.</summary>
    [Fact]
    public async Task Answers_nothing_from_a_record_that_is_not_there_yet()
    {
        var database = await servers.NewDatabase("treaties");
        await using var held = NpgsqlDataSource.Create(database);
        await using var session = await held.OpenConnectionAsync();
        // The lock under which the tables are made: whoever starts now waits for it.
        await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended('migration', 3))", session);
        await hold.ExecuteNonQueryAsync();
        await using var host = ServiceHost<TreatiesDb>.Starting("treaties", database, await servers.NewVirtualHost("treaties"));

        foreach (var path in new[] { "/instruments/untoc/parties", "/figures/parties?instrument=untoc", "/states/KEN", "/instruments" })
        {
            using var answer = await host.Http.GetAsync(path);
            (answer.StatusCode, answer.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), path);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("interface/not-yet");
        }
        (await host.Http.GetAsync("/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtextextended('migration', 3))", session);
        await release.ExecuteNonQueryAsync();

        var seen = new HashSet<HttpStatusCode>();
        await Eventually.True("the record is answered from", async () =>
        {
            using var answer = await host.Http.GetAsync("/instruments/untoc/parties?asOf=2014-01-01");
            seen.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.OK)
                (await answer.Content.ReadAsStringAsync()).ShouldContain("\"certain\":179");
            return answer.StatusCode == HttpStatusCode.OK;
        });
        seen.ShouldBeSubsetOf([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK]);
    }

    [Fact]
    public async Task Of_two_replicas_together_imports_once()
    {
        var database = await servers.NewDatabase("treaties");
        var both = await Task.WhenAll(TreatiesService.Start(servers, database: database), TreatiesService.Start(servers, database: database));
        await using var one = both[0];
        await using var other = both[1];

        (await one.Host.Scalar<long>("SELECT count(*) FROM kept_import")).ShouldBe(1);
        (await one.Host.Scalar<long>("SELECT count(*) FROM act_revision")).ShouldBe(RealRecord.Export.Acts.Count);
    }

    [Fact]
    public async Task On_a_record_that_is_there_imports_nothing()
    {
        var database = await servers.NewDatabase("treaties");
        await using (await TreatiesService.Start(servers, database: database)) { }

        await using var again = await TreatiesService.Start(servers, database: database);

        await again.Record("uncac", new { state = "SMR", kind = "accession", source = "C.N.1.2026", depositedOn = "2026-01-05" });
        (await again.Host.Scalar<long>("SELECT count(*) FROM kept_import")).ShouldBe(1);
        (await again.Host.Scalar<long>("SELECT count(*) FROM act_revision")).ShouldBe(RealRecord.Export.Acts.Count + 1);
    }

    [Fact]
    public async Task Leaves_a_database_that_the_model_reads_column_by_column()
    {
        await using var treaties = await TreatiesService.Start(servers);
        var model = treaties.Host.Services.GetRequiredService<IDbContextFactory<TreatiesDb>>();
        await using var db = await model.CreateDbContextAsync();

        (await db.Revisions.AsNoTracking().CountAsync(it => it.Reason == null && it.Flags.Length == 0 || it.Flags.Length > 0)).ShouldBe(RealRecord.Export.Acts.Count);
        (await db.Revisions.AsNoTracking().ToListAsync()).Count.ShouldBe(RealRecord.Export.Acts.Count);
        (await db.Imports.AsNoTracking().SingleAsync()).AcceptedAt.ShouldNotBeNull();
        (await db.EntriesIntoForce.AsNoTracking().ToListAsync()).ShouldBeEmpty();
        (await db.DesignationNotes.AsNoTracking().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Never_lets_a_revision_be_changed_or_deleted()
    {
        await using var treaties = await TreatiesService.Start(servers);

        foreach (var statement in new[] { "UPDATE act_revision SET note = 'x'", "DELETE FROM act_revision", "TRUNCATE act_revision" })
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => treaties.Host.Scalar<object>(statement))).MessageText.ShouldContain("record a correction");
    }
}
