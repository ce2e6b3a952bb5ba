using System.Text.Json;
using Contracts;
using Journal;
using Journal.Appending;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Servers;
using ServiceDefaults;
using ServiceDefaults.Reading;
using ServiceDefaults.Access;

namespace Figures.Tests;

/// <summary>The service in this process, on a clock that only moves forward when told, far behind which nothing was known.</summary>
public sealed class TallyService : IAsyncDisposable
{
    readonly WebApplication app;

    TallyService(WebApplication app, Clock time) => (this.app, Time) = (app, time);

    /// <summary>The real clock, moved.</summary>
    public sealed class Clock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }

    public Clock Time { get; }

    public NpgsqlDataSource Database => app.Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<TallyService> Start(RealServers servers)
    {
        // MassTransit keeps the log of the first host of a flow of calls, which may be gone by now.
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:tallydb"] = await servers.NewDatabase("tally");
        builder.Configuration["ConnectionStrings:messaging"] = await servers.NewVirtualHost("figures");
        builder.Configuration["Identity:Issuer"] = TestTokens.Issuer;
        builder.Configuration["Identity:Keys"] = TestTokens.Keys;
        var time = new Clock();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        builder.AddServiceDefaults("tally");
        builder.AddJournal<TallyDb>("tally");
        builder.AddFigures("tally");
        builder.Services.AddSingleton(KnownNames.Of<StateCode>("participant", name => $"{name}" is "KEN" or "UGA" or "FJI", name => name));
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapFigures();
        await app.StartAsync();
        await app.Services.GetRequiredService<Journal.Storage.IMigration>().Done;
        return new(app, time);
    }

    public async Task Record(string stream, object fact, DateOnly on)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Change<TallyDb>>().RunAs("test", async work =>
        {
            (await work.Open(stream)).Append(fact, on);
            return Answer.Ok("done");
        }, CancellationToken.None);
    }

    /// <returns>The answer with its status, as everyone or as an office.</returns>
    public async Task<(int Status, JsonElement Body)> Get(string path, Role? role = null)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        if (role is { } office)
            http.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.For(office, time: Time));
        using var response = await http.GetAsync(path);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public async Task<decimal> Sql(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToDecimal(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task Numbered() => Eventually.Is("every entry numbered", () => Sql("SELECT count(*) FROM journal WHERE position IS NULL"), 0);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
