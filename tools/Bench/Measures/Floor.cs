using System.Globalization;
using System.Text.RegularExpressions;
using Bench.Results;
using CliWrap;
using CliWrap.Buffered;
using Npgsql;

namespace Bench.Measures;

/// <summary>pgbench on the same server: what no service can be faster than.</summary>
sealed partial class Floor : IMeasure
{
    public string Name => "floor";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await platform.Execute("treaties", Baselines.BareDb.CreateDeposits);
        await platform.Execute("treaties", "CREATE TABLE IF NOT EXISTS bench_key AS SELECT row_number() OVER () AS n, act FROM act_revision LIMIT 1000; CREATE UNIQUE INDEX IF NOT EXISTS bench_key_n ON bench_key (n); ANALYZE bench_key");
        var folder = Directory.CreateTempSubdirectory("bench-");
        try
        {
            async Task<Spread> Of(string name, string script)
            {
                var file = Path.Combine(folder.FullName, name);
                await File.WriteAllTextAsync(file, script, cancel);
                var rates = new List<double>();
                for (var round = 0; round < settings.Rounds; round++)
                    rates.Add(await Rate(platform, file, settings.Round, cancel));
                return new(rates);
            }
            sheet.Add(Name, "one row by its key", await Of("read.sql", "\\set n random(1, 1000)\nSELECT act_revision.* FROM bench_key JOIN act_revision USING (act) WHERE n = :n;"), "transactions/s");
            sheet.Add(Name, "one row inserted, fsync on", await Of("insert.sql",
                "INSERT INTO bench_deposit (act, number, instrument, state, kind, not_before, not_after, provisions, source, flags, recorded_at, annulled) VALUES (gen_random_uuid(), 0, 'uncac', 'KEN', 'notification', '2020-01-01', '2020-01-01', '{}', 'pgbench', '{}', now(), false);"), "transactions/s");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<double> Rate(BenchPlatform platform, string script, TimeSpan length, CancellationToken cancel)
    {
        var database = new NpgsqlConnectionStringBuilder(platform.ConnectionString("treaties"));
        var run = await Cli.Wrap("pgbench").WithArguments(["-n", "-M", "prepared", "-f", script, "-c", $"{Settings.Connections}", "-j", "2", "-T", $"{length.TotalSeconds:0}", "-h", database.Host!, "-p", $"{database.Port}", "-U", database.Username!, database.Database!])
            .WithEnvironmentVariables(variables => variables.Set("PGPASSWORD", database.Password)).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancel);
        return Tps().Match(run.StandardOutput) is { Success: true } said ? double.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"pgbench: {run.StandardError}");
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}
