using ManifestRunner.Servers;

namespace ManifestRunner.Running;

/// <summary>One of the distribution's servers.</summary>
sealed class KeptServer(string name, Product product, ServerOptions options, IKeeper keeper)
    : Kept(name, "server", name, $"{product.Scheme}://127.0.0.1:{options.Port}", options.Log, keeper)
{
    Server? server;

    /// <summary>Of RabbitMQ: its management API, with user and password; null for the others.</summary>
    public Uri? Management => (server as RabbitMqServer)?.Management;

    protected override int? Pid => server?.Exited.IsCompleted is false ? server.Pid : null;

    protected override Task Exited => server?.Exited ?? Task.CompletedTask;

    protected override async Task Launch(CancellationToken cancel)
    {
        if (server is null)
            server = await product.Start(options, cancel);
        else
            await server.Restart(cancel);
    }

    /// <summary>While its process lives we leave it alone: a server knows best what it is busy with.</summary>
    protected override Task<bool> IsHealthy(CancellationToken cancel) => Task.FromResult(true);

    protected override Task End() => server?.Stop() ?? Task.CompletedTask;
}
