using System.Data.Common;
using Contracts;
using Journal.Appending;
using Journal.Following;
using Journal.Operations;
using Journal.Relaying;
using Journal.Storage;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceDefaults.Health;

namespace Journal;

/// <summary>What a service follows: the copies it keeps of foreign facts, and its reactions to them.</summary>
public sealed class JournalBuilder<TDb>
    where TDb : DbContext
{
    internal List<Handlers<TDb>> Handlers { get; } = [];

    /// <summary>Keeps a copy of foreign facts.</summary>
    public JournalBuilder<TDb> Copy<TCopy>()
        where TCopy : Copy<TDb>, new() => Add(new TCopy());

    /// <summary>Reacts to foreign facts with entries of the service's own.</summary>
    public JournalBuilder<TDb> React<TReaction>()
        where TReaction : Reaction<TDb>, new() => Add(new TReaction());

    internal JournalBuilder<TDb> Add(Handlers<TDb> handlers)
    {
        Handlers.Add(handlers);
        return this;
    }
}

public static class JournalRegistration
{
    /// <summary>Gives a service its database, its journal with relay, and followers of the sources it keeps copies of or reacts to.</summary>
    /// <param name="service">Name its facts travel under. The database is the connection string <c>{service without hyphens}db</c>, the broker is <c>messaging</c>.</param>
    /// <exception cref="InvalidOperationException">A connection string is missing.</exception>
    public static WebApplicationBuilder AddJournal<TDb>(this WebApplicationBuilder builder, string service, Action<JournalBuilder<TDb>>? follow = null)
        where TDb : DbContext
    {
        var follows = new JournalBuilder<TDb>();
        follow?.Invoke(follows);
        var options = new JournalOptions
        {
            Source = service,
            ConnectionString = Required(builder.Configuration, $"{service.Replace("-", "", StringComparison.Ordinal)}db"),
            Follows = [.. follows.Handlers.Select(handler => handler.Source).Distinct()],
        };
        builder.Configuration.GetSection("Journal").Bind(options);

        var services = builder.Services;
        services.AddSingleton(options);
        AddDatabase<TDb>(services, options, service);
        services.AddHttpContextAccessor();
        services.AddSingleton<IStartupFilter, IdempotentRequest.Reader>();
        services.AddScoped<Change<TDb>>();
        services.AddScoped<SkipRecorder, SkipRecorder<TDb>>();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<RelaySignal>();
        services.AddHostedService(provider => provider.GetRequiredService<RelaySignal>());
        AddBus(services, options, Required(builder.Configuration, "messaging"));
        services.AddHostedService<Relay>();
        foreach (var source in options.Follows)
            AddFollower(services, source, [.. follows.Handlers.Where(handler => handler.Source == source)]);
        return builder;
    }

    static string Required(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"The connection string '{name}' is missing: set ConnectionStrings__{name}.");

    static void AddDatabase<TDb>(IServiceCollection services, JournalOptions options, string service)
        where TDb : DbContext
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        // A process that stops in the middle of a transaction must not hold others up for long.
        connection.Options ??= "-c idle_in_transaction_session_timeout=10s -c lock_timeout=5s";
        connection.ApplicationName ??= service;
        if (!new DbConnectionStringBuilder { ConnectionString = options.ConnectionString }.ContainsKey("Maximum Pool Size"))
            connection.MaxPoolSize = 20;  // a server's usual 100 connections are shared by all services and their replicas
        connection.MaxAutoPrepare = 50;
        connection.NoResetOnClose = true;  // seven statements each time a connection is taken again; nothing here leaves a session other than it found it
        services.AddSingleton(_ => connection.CreateDataSource());
        services.AddPooledDbContextFactory<TDb>((provider, db) => db.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext());
        services.AddSingleton<Migration<TDb>>();
        services.AddSingleton<IMigration>(provider => provider.GetRequiredService<Migration<TDb>>());
        services.AddHostedService(provider => provider.GetRequiredService<Migration<TDb>>());
        services.AddSingleton<NotYet>(provider => provider.GetRequiredService<Migration<TDb>>().NotYet);
        services.AddHealthChecks().Add(new HealthCheckRegistration("database", provider => provider.GetRequiredService<Migration<TDb>>(), HealthStatus.Unhealthy, ["ready"], TimeSpan.FromSeconds(3)));
    }

    static void AddBus(IServiceCollection services, JournalOptions options, string broker)
    {
        services.AddSingleton(provider => new Inboxes(options.Follows.ToDictionary(source => source, _ => new Inbox(provider.GetRequiredService<TimeProvider>()))));
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();  // it would report to its maker; what runs here tells nobody outside

            // A service that can record is a service that works: a broker that is away shows, and takes nobody off the air.
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "broker";
                health.MinimalFailureStatus = HealthStatus.Degraded;
                health.Tags.Clear();
                health.Tags.Add("ready");
                health.Tags.Add("degraded-ok");
            });
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(broker), host =>
                {
                    host.Heartbeat(TimeSpan.FromSeconds(10));
                    host.OnRefreshConnectionFactory = factory =>
                    {
                        var time = context.GetRequiredService<TimeProvider>();
                        factory.SocketFactory = family => new BrokerSocket(family, time);
                        return BrokerSocket.WaitForBroker(factory, time, context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
                    };
                });
                rabbit.Publish<Recorded>(envelope => envelope.ExchangeType = "direct");
                rabbit.Send<Recorded>(envelope => envelope.UseRoutingKeyFormatter(send => send.Message.Source));
                foreach (var source in options.Follows)
                    ReceiveFrom(source, options.Source, rabbit, context);
                rabbit.ReceiveEndpoint(Follower<DbContext>.JournalQueue(options.Source), queue =>
                {
                    queue.ConfigureConsumeTopology = false;
                    queue.DiscardFaultedMessages();
                    queue.DiscardSkippedMessages();
                    queue.Consumer(() => new AnswerJournal(context.GetRequiredService<JournalReader>(), context.GetRequiredService<IBus>(), context.GetRequiredService<TimeProvider>()));
                });
            });
        });
    }

    /// <summary>One quorum queue per service and source, read by one replica at a time, bound to the envelopes of that source alone.</summary>
    /// <remarks>
    /// Nothing ever goes to <c>_error</c> or <c>_skipped</c>: what cannot be applied is parked in the service's own
    /// database, and what a broken message might have said still stands in the source's journal.
    /// </remarks>
    static void ReceiveFrom(string source, string service, IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context) =>
        rabbit.ReceiveEndpoint($"{service}-from-{source}", queue =>
        {
            queue.ConfigureConsumeTopology = false;
            queue.SetQuorumQueue();
            queue.SingleActiveConsumer = true;
            // Read alike by 3.x and 4.x; -1 means unlimited to one and none to the other.
            queue.SetQueueArgument("x-delivery-limit", 1_000_000);
            queue.PrefetchCount = 1024;  // so that the next batch is here while one is applied
            queue.ConcurrentMessageLimit = 1024;
            queue.PublishFaults = false;
            queue.DiscardFaultedMessages();
            queue.DiscardSkippedMessages();
            queue.Bind<Recorded>(binding =>
            {
                binding.ExchangeType = "direct";
                binding.RoutingKey = source;
            });
            queue.Consumer(() => new RecordedConsumer(context.GetRequiredService<Inboxes>()[source]));
        });

    static void AddFollower<TDb>(IServiceCollection services, string source, IReadOnlyList<Handlers<TDb>> handlers)
        where TDb : DbContext
    {
        services.AddKeyedSingleton<Follower<TDb>>(source, (provider, _) =>
        {
            var contexts = provider.GetRequiredService<IDbContextFactory<TDb>>();
            var options = provider.GetRequiredService<JournalOptions>();
            var time = provider.GetRequiredService<TimeProvider>();
            var log = provider.GetRequiredService<ILogger<Follower<TDb>>>();
            return new Follower<TDb>(
                source, handlers.OfType<Copy<TDb>>().All(copy => copy.MayBeEmpty), provider.GetRequiredService<Inboxes>()[source],
                new Applier<TDb>(source, handlers, contexts, provider.GetRequiredService<RelaySignal>(), options, time),
                new Copies<TDb>(source, [.. handlers.OfType<Copy<TDb>>()], contexts, time, log),
                provider.GetRequiredService<IMigration>(), provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IBus>(), options, time, log);
        });
        services.AddSingleton<IFollower>(provider => provider.GetRequiredKeyedService<Follower<TDb>>(source));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<Follower<TDb>>(source));
        // A reaction is no answer: only a copy that is behind could make one wrong.
        if (!handlers.OfType<Copy<TDb>>().Any())
            return;
        services.AddSingleton<NotYet>(provider => provider.GetRequiredKeyedService<Follower<TDb>>(source).NotYet);
        services.AddHealthChecks().Add(new HealthCheckRegistration($"copies of {source}", provider => provider.GetRequiredKeyedService<Follower<TDb>>(source), HealthStatus.Unhealthy, ["ready"]));
    }
}
