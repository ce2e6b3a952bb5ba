using Journal.Appending;
using Journal.Operations;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Servers;
using ServiceDefaults;
using ServiceDefaults.Access;

namespace Journal.Tests.World;

/// <summary>One process's worth of a service, in this process: its own relay, follower and bus.</summary>
public sealed class Host<TDb> : IAsyncDisposable
    where TDb : DbContext
{
    readonly WebApplication app;

    Host(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public HttpClient Http => new() { BaseAddress = new Uri(app.Urls.First()) };

    /// <summary>Calls the service as somebody with a role.</summary>
    public HttpClient As(Role role) => new()
    {
        BaseAddress = new Uri(app.Urls.First()),
        DefaultRequestHeaders = { Authorization = new("Bearer", TestTokens.For(role, RoleNames.IsOfAState(role) ? "KEN" : null)) },
    };

    public static async Task<Host<TDb>> Start(
        string service, string database, string broker, Action<JournalBuilder<TDb>>? follow = null, TimeProvider? time = null, Action<WebApplication>? routes = null, string idlePoll = "01:00:00")
    {
        // MassTransit keeps the log of the first host of a flow of calls, which may be gone by now.
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration[$"ConnectionStrings:{service}db"] = database;
        builder.Configuration["ConnectionStrings:messaging"] = broker;
        builder.Configuration["Identity:Issuer"] = TestTokens.Issuer;
        builder.Configuration["Identity:Keys"] = TestTokens.Keys;
        builder.Configuration["Journal:IdlePoll"] = idlePoll;  // long: what arrives must have come over the bus
        builder.Configuration["OTEL_TRACES_SAMPLER"] = "always_on";  // as Aspire sets it for what it runs
        if (time is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(time));
        builder.AddServiceDefaults(service);
        builder.AddJournal(service, follow);
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapOperations();
        routes?.Invoke(app);
        await app.StartAsync();
        await app.Services.GetRequiredService<Journal.Storage.IMigration>().Done;
        return new(app);
    }

    /// <summary>Runs a use case as the platform itself.</summary>
    public async Task Run(Func<Work<TDb>, Task> useCase)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Change<TDb>>().RunAs("test", async work =>
        {
            await useCase(work);
            return Answer.Ok("done");
        }, CancellationToken.None);
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Sql(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = Database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync())
            rows.Add(read(row));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
