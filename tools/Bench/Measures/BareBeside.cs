using Bench.Baselines;
using Processes;

namespace Bench.Measures;

/// <summary>The bare service in a process of its own, on the database of <c>treaties</c>.</summary>
sealed class BareBeside : IAsyncDisposable
{
    readonly Child child;

    BareBeside(Child child, Uri address) => (this.child, Http) = (child, new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = address });

    public HttpClient Http { get; }

    public int Pid => child.Pid;

    public static async Task<BareBeside> Start(BenchPlatform platform, CancellationToken cancel)
    {
        await platform.Execute("treaties", BareDb.CreateDeposits);
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var bare = new BareBeside(Child.Start(platform.ConnectionString("treaties"), "bare-service", url), new Uri(url));
        while (!await bare.Answers(cancel))
            await Task.Delay(100, cancel);
        return bare;
    }

    async Task<bool> Answers(CancellationToken cancel)
    {
        try
        {
            using var answer = await Http.GetAsync($"/acts/{Guid.Empty}", cancel);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await child.DisposeAsync();
    }
}
