using System.Net.Http.Headers;
using System.Text.Json;
using ManifestRunner.OperationsView;
using ManifestRunner.OperationsView.Telemetry;
using ManifestRunner.Running;
using ManifestRunner.Servers;

namespace ManifestRunner.Tests.OperationsView;

/// <summary>An operations view of its own, over resources that the test names.</summary>
sealed class ViewUnderTest : IAsyncDisposable, IRunning
{
    public const string OperatorToken = "token-of-an-operator";

    readonly OperationsServer server;

    ViewUnderTest(Func<IRunning, Task<OperationsServer>> start) => server = start(this).GetAwaiter().GetResult();

    public List<Vitals> Listed { get; } = [];

    public List<(string Resource, Wish Wish)> Wishes { get; } = [];

    public IReadOnlyList<Vitals> Resources => [.. Listed];

    public OperationsServer Server => server;

    public Received Received => server.Received;

    public Uri Root => new($"http://127.0.0.1:{server.Port}");

    public static ViewUnderTest Start(Bounds? bounds = null) => new(running =>
        OperationsServer.Start(new(FreePort.Next(), running, () => OperatorToken, () => null, null, bounds ?? new(), TimeProvider.System), CancellationToken.None));

    public bool Ask(string resource, Wish wish)
    {
        Wishes.Add((resource, wish));
        return Listed.Any(one => one.State.Name == resource);
    }

    public void AddService(string name, string? url, string? log = null, string? health = null) =>
        Listed.Add(new(new ResourceState(name, "service", "healthy", url, Environment.ProcessId, 1, log), name, TimeProvider.System.GetUtcNow(), 0, health));

    /// <summary>A browser that nobody signed in.</summary>
    public HttpClient Stranger() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Root };

    /// <summary>A browser that opened the address with the token.</summary>
    public async Task<HttpClient> SignedIn()
    {
        var browser = new HttpClient { BaseAddress = Root };
        (await browser.GetAsync($"/login?t={server.Access.Token}")).EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>As a script asks.</summary>
    public async Task<JsonElement> Api(string path)
    {
        using var script = new HttpClient { BaseAddress = Root, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", server.Access.Token) } };
        return JsonDocument.Parse(await script.GetStringAsync(path)).RootElement;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
