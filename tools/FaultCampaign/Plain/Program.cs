using MassTransit;
using Microsoft.EntityFrameworkCore;
using Plain;

// What the platform is compared with: save, then publish; consume concurrently, upsert what came. Every default is the library's, but for
// retries: patient enough for a database that is away for a quarter of a minute.
var builder = WebApplication.CreateBuilder(args);
var database = builder.Configuration.GetConnectionString("own") ?? throw new InvalidOperationException("ConnectionStrings__own is missing.");
var broker = builder.Configuration.GetConnectionString("messaging") ?? throw new InvalidOperationException("ConnectionStrings__messaging is missing.");
var copies = builder.Configuration["Copies"];

builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddDbContext<PlainDb>(db => db.UseNpgsql(database));
builder.Services.AddHostedService<MakeTables>();
builder.Services.AddMassTransit(bus =>
{
    bus.DisableUsageTelemetry();
    if (copies is not null)
        bus.AddConsumer<CopyWhatWasRecorded>();
    bus.AddConfigureEndpointsCallback((_, endpoint) => endpoint.UseMessageRetry(retry => retry.Intervals(100, 500, 1000, 2000, 5000, 10_000)));
    bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(copies ?? "recorder", false));
    bus.UsingRabbitMq((context, rabbit) =>
    {
        rabbit.Host(new Uri(broker));
        rabbit.ConfigureEndpoints(context);
    });
});

var app = builder.Build();
app.MapGet("/health", async (PlainDb db) => await db.Database.CanConnectAsync() ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
if (copies is null)
    RecordOne.Map(app);
app.Run();
