using Servers;

// Starts the servers once for a run of many assemblies, says where they are, a variable a line and then an empty line,
// and ends them with its input: however its starter ends, they do not outlive it.
var servers = new RealServers();
await using var ended = servers.ConfigureAwait(false);
foreach (var (name, value) in await servers.Started())
    Console.WriteLine($"{name}={value}");
Console.WriteLine();
await Console.In.ReadToEndAsync();
