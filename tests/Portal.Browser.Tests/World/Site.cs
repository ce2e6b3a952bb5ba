using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Portal.Gateway;
using Servers;
using Treaties.Storage;

namespace Portal.Browser.Tests.World;

/// <summary>The portal before the real record of treaties, and one browser for all tests of this assembly.</summary>
public sealed class Site : IAsyncLifetime
{
    const string Chromium = "/usr/bin/chromium";

    public RealServers Servers { get; } = new();

    ServiceHost<TreatiesDb>? treaties;
    OtherServices? others;
    ServiceHost<UpstreamService>? portal;
    IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Where screenshots go: beside the tests' output, looked at by people.</summary>
    public static string Screenshots { get; } = System.IO.Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            throw new InvalidOperationException($"{Chromium} is missing, in which these tests look at the pages. Install it: sudo apt-get install -y --no-install-recommends chromium");
        await Servers.InitializeAsync();
        treaties = await ServiceHost<TreatiesDb>.Start("treaties", await Servers.NewDatabase("treaties"), await Servers.NewVirtualHost("treaties"));
        others = await OtherServices.Start();
        await Eventually.Is("the first import is accepted", () => treaties.Scalar<long>("SELECT count(*) FROM kept_import WHERE accepted_at IS NOT NULL"), 1L);
        portal = await PortalHost.Start(await Servers.NewDatabase("portal"), [], null, [(UpstreamService.Treaties, [treaties.Http.BaseAddress!]), .. others.All]);
        Address = portal.Http.BaseAddress!;
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
        foreach (var host in new IAsyncDisposable?[] { portal, others, treaties, Servers })
            if (host is not null)
                await host.DisposeAsync();
    }

    /// <summary>What people of other tests left unfinished would stand in the forms of the next.</summary>
    public async Task ForgetDrafts()
    {
        await using var command = portal!.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("DELETE FROM draft");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A window of its own, without cookies. A reader at 400 % of a window 1,280 pixels wide sees what one at 320 pixels sees (WCAG 2.2, 1.4.10).</summary>
    /// <param name="width">In CSS pixels.</param>
    public async Task<IPage> Open(string path, string language, int width, bool javaScript = true)
    {
        var context = await Browser.NewContextAsync(new() { BaseURL = Address.ToString(), ViewportSize = new() { Width = width, Height = 900 }, Locale = language, JavaScriptEnabled = javaScript });
        var page = await context.NewPageAsync();
        (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
        return page;
    }
}
