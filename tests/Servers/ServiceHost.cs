using System.Net.Http.Headers;
using Journal.Storage;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ServiceDefaults.Access;

namespace Servers;

/// <summary>One whole service as its own <c>Program.cs</c> builds it, in this process, on a real port, against real servers.</summary>
/// <typeparam name="TOfTheService">Any type of the service's assembly: its <c>DbContext</c>, say. (Every service has a <c>Program</c>, so that name tells nothing.)</typeparam>
public sealed class ServiceHost<TOfTheService> : IAsyncDisposable
    where TOfTheService : class
{
    readonly Factory factory;
    readonly TimeProvider time;
    readonly DocumentedAnswers.Interface? documented;

    ServiceHost(Factory factory, TimeProvider time, DocumentedAnswers.Interface? documented) => (this.factory, this.time, this.documented) = (factory, time, documented);

    public IServiceProvider Services => factory.Services;

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>Calls the service as somebody who has not signed in.</summary>
    public HttpClient Http => documented is null ? factory.CreateClient() : new(new DocumentedAnswers(documented, new HttpClientHandler())) { BaseAddress = factory.ClientOptions.BaseAddress };

    /// <summary>Starts it and waits until its database is migrated.</summary>
    /// <param name="service">Name the service's facts travel under: <c>technical-assistance</c>.</param>
    /// <param name="database">Connection string of its own database, from <see cref="RealServers.NewDatabase"/>.</param>
    /// <param name="broker">Connection string of the broker, from <see cref="RealServers.NewVirtualHost"/>.</param>
    /// <param name="time">The service's clock; the real one when left out.</param>
    /// <param name="settings">More configuration, over what is set here: <c>Journal:IdlePoll</c>, <c>ConnectionStrings:cache</c> …</param>
    public static async Task<ServiceHost<TOfTheService>> Start(
        string service, string database, string broker, TimeProvider? time = null, IReadOnlyDictionary<string, string?>? settings = null, string environment = "Development")
    {
        var host = Starting(service, database, broker, time, settings, environment);
        if (host.Services.GetService<IMigration>() is { } migration)       // the portal keeps no journal, so nothing migrates
            await migration.Done;
        return host;
    }

    /// <summary>Starts it and waits for nothing but its port.</summary>
    /// <inheritdoc cref="Start"/>
    public static ServiceHost<TOfTheService> Starting(
        string service, string database, string broker, TimeProvider? time = null, IReadOnlyDictionary<string, string?>? settings = null, string environment = "Development")
    {
        // MassTransit keeps the log of the first host of a flow of calls, which may be gone by now.
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        var configuration = new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{service.Replace("-", "", StringComparison.Ordinal)}db"] = database,
            ["ConnectionStrings:messaging"] = broker,
            ["Identity:Issuer"] = TestTokens.Issuer,
            ["Identity:Keys"] = TestTokens.Keys,
            ["Journal:IdlePoll"] = "01:00:00",  // long: what arrives must have come over the bus
            ["Logging:LogLevel:Default"] = "Error",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            configuration[key] = value;

        var factory = new Factory(configuration, time, environment);
        factory.UseKestrel();
        factory.StartServer();
        return new(factory, time ?? TimeProvider.System, DocumentedAnswers.Of(service));
    }

    /// <summary>Calls the service as somebody with a role.</summary>
    /// <param name="state">Given for a role of a State, and only then.</param>
    public HttpClient As(Role role, string? state = null, string? subject = null)
    {
        var client = Http;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(role, state, subject, time));
        return client;
    }

    /// <summary>Tables in which a text stands in clear, as text or within bytes: none, for what is confidential.</summary>
    public async Task<IReadOnlyList<string>> TablesHolding(string text)
    {
        var holding = new List<string>();
        foreach (var table in await Rows("SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'", row => row.GetString(0)))
        {
            await using var search = Database.CreateCommand($"SELECT EXISTS (SELECT 1 FROM {table} one WHERE position($1 IN one::text) > 0 OR position(encode(convert_to($1, 'UTF8'), 'hex') IN one::text) > 0)");
            search.Parameters.Add(new() { Value = text });
            if ((bool)(await search.ExecuteScalarAsync())!)
                holding.Add(table);
        }
        return holding;
    }

    /// <summary>Looks in the service's database.</summary>
    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Looks in the service's database.</summary>
    public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = Database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync())
            rows.Add(read(row));
        return rows;
    }

    public ValueTask DisposeAsync() => factory.DisposeAsync();

    sealed class Factory(Dictionary<string, string?> configuration, TimeProvider? time, string environment) : WebApplicationFactory<TOfTheService>
    {
        /// <summary>As host configuration, which the service's builder has from its first line on; configuration of the application would come too late.</summary>
        protected override IHost CreateHost(IHostBuilder builder)
        {
            builder.ConfigureHostConfiguration(host => host.AddInMemoryCollection(configuration));
            return base.CreateHost(builder);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);
            builder.UseContentRoot(AppContext.BaseDirectory);
            builder.UseUrls("http://127.0.0.1:0");     // the factory's own way to a free port comes too late for a service that starts at once
            if (time is not null)
                builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
        }
    }
}
