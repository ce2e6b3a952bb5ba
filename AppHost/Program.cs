using AppHost;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);
var replicas = builder.Configuration.GetValue("Replicas", 1); // of each service; the portal is one

// Inputs: who signs the tokens we accept, and the public keys they sign with (a JSON Web Key Set).
var issuer = builder.AddParameter("identity-issuer");
var keys = builder.AddParameter("identity-keys");

// Infrastructure. Volumes are named by hand so that the manifest carries no hash.
var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin().WithDataVolume("platform-messaging-data");
var cache = builder.AddRedis("cache").WithMemoryLimit("256mb");
var postgres = builder.AddPostgres("postgres").WithDataVolume("platform-postgres-data");
var treatiesDb = postgres.AddDatabase("treatiesdb");
var reviewsDb = postgres.AddDatabase("reviewsdb");
var assistanceDb = postgres.AddDatabase("technicalassistancedb");
var networksDb = postgres.AddDatabase("networksdb");
var portalDb = postgres.AddDatabase("portaldb");

// Services, in the order facts flow.
var treaties = builder.AddProject<Projects.Treaties>("treaties")
    .WithReference(treatiesDb).WaitFor(treatiesDb)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).WithOperatorLinks();

var reviews = builder.AddProject<Projects.Reviews>("reviews")
    .WithReference(reviewsDb).WaitFor(reviewsDb)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).WithOperatorLinks();

var assistance = builder.AddProject<Projects.TechnicalAssistance>("technical-assistance")
    .WithReference(assistanceDb).WaitFor(assistanceDb)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).WithOperatorLinks();

var networks = builder.AddProject<Projects.Networks>("networks")
    .WithReference(networksDb).WaitFor(networksDb)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).WithOperatorLinks();

// The edge: the only one the outside reaches.
var portal = builder.AddProject<Projects.Portal>("portal")
    .WithReference(portalDb).WaitFor(portalDb)
    .WithReference(cache).WaitFor(cache)
    .WithReference(treaties).WithReference(reviews).WithReference(assistance).WithReference(networks)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithExternalHttpEndpoints().WithHttpHealthCheck("/health");
if (builder.ExecutionContext.IsRunMode && builder.Configuration.GetValue<int?>("Port") is { } port)
    portal.WithEndpoint("http", endpoint => endpoint.Port = port);

builder.Build().Run();
