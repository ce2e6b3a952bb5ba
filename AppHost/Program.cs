using AppHost;
using AppHost.Operators;
using AppHost.Servers;

Refusals.InOneSentence();
var builder = DistributedApplication.CreateBuilder(args);
var replicas = builder.Replicas(); // of each service; the portal is one
await builder.UsePlatformFolder(); // ports, passwords and a development identity, kept in .platform/

// Inputs: who signs the tokens we accept, and the public keys they sign with (a JSON Web Key Set).
var issuer = builder.AddParameter("identity-issuer").WithDescription("Who signs the tokens that are accepted: their `iss`.", enableMarkdown: true);
var keys = builder.AddParameter("identity-keys").WithDescription("A line each: a JSON Web Key Set with the public keys, or the address of one.");

// Servers: containers, or the distribution's own where no engine answers.
var messaging = builder.AddMessaging("messaging");
var cache = builder.AddCache("cache");
var postgres = builder.AddDatabaseServer("postgres");
var treatiesDb = postgres.AddDatabase("treatiesdb");
var reviewsDb = postgres.AddDatabase("reviewsdb");
var assistanceDb = postgres.AddDatabase("technicalassistancedb");
var networksDb = postgres.AddDatabase("networksdb");
var portalDb = postgres.AddDatabase("portaldb");

// Services, in the order facts flow.
var treaties = builder.AddProject<Projects.Treaties>("treaties")
    .WithReference(treatiesDb).WaitFor(treatiesDb)
    .WithReference(messaging).WaitForStart(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).RunHere().WithOperatorLinks().WithJournalCommands().WithStatusExportCommand();

var reviews = builder.AddProject<Projects.Reviews>("reviews")
    .WithReference(reviewsDb).WaitFor(reviewsDb)
    .WithReference(messaging).WaitForStart(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).RunHere().WithOperatorLinks().WithJournalCommands();

var assistance = builder.AddProject<Projects.TechnicalAssistance>("technical-assistance")
    .WithReference(assistanceDb).WaitFor(assistanceDb)
    .WithReference(messaging).WaitForStart(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).RunHere().WithOperatorLinks().WithJournalCommands();

var networks = builder.AddProject<Projects.Networks>("networks")
    .WithReference(networksDb).WaitFor(networksDb)
    .WithReference(messaging).WaitForStart(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithHttpHealthCheck("/health").WithReplicas(replicas).RunHere().WithOperatorLinks().WithJournalCommands();

// The edge: the only one the outside reaches.
builder.AddProject<Projects.Portal>("portal")
    .WithReference(portalDb).WaitFor(portalDb)
    .WithReference(cache).WaitFor(cache)
    .WithReference(treaties).WithReference(reviews).WithReference(assistance).WithReference(networks)
    .WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__Keys", keys)
    .WithExternalHttpEndpoints().WithHttpHealthCheck("/health").RunHere();

Keeper.Watch(builder);
builder.Build().Run();
