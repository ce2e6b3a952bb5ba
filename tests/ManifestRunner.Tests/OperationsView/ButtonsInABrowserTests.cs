using ManifestRunner.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace ManifestRunner.Tests.OperationsView;

/// <summary>What only a real browser shows: the headers it sends with a form depend on those of the page.</summary>
public sealed class The_buttons_of_the_operations_view_in_a_browser : IAsyncLifetime
{
    readonly ViewUnderTest view = ViewUnderTest.Start();
    readonly List<string> asked = [];
    WebApplication service = null!;
    IPlaywright playwright = null!;
    IBrowser browser = null!;
    IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        service = builder.Build();
        service.MapGet("/operations/parked", () => new { items = new[] { new { source = "treaties", position = 7, stream = "participants/KEN", type = "treaties.action-deposited", reason = "a fault", tries = 5, parkedAt = "2026-11-21T10:00:00Z", skipped = (string?)null } } });
        service.MapPost("/operations/parked/{source}/{position}/retry", (string source, int position) => { asked.Add($"retry {source} {position}"); return new { stream = "participants/KEN", stillParked = 0, reason = (string?)null }; });
        service.MapGet("/operations/verify", (bool? full) => { asked.Add($"verify {full}"); return new { epoch = 1, sound = true, from = 0, to = 7, entries = 7, findings = Array.Empty<object>() }; });
        await service.StartAsync();
        view.AddService("networks", service.Urls.Single());

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", ChromiumSandbox = false, Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        page = await browser.NewPageAsync(new() { BaseURL = view.Root.ToString() });
        await page.GotoAsync($"/login?t={view.Server.Access.Token}");
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await service.DisposeAsync();
        await view.DisposeAsync();
    }

    [Fact]
    public async Task Restart_and_stop_a_resource()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Restart" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        view.Wishes.ShouldBe([("networks", Wish.Restart), ("networks", Wish.Stop)]);
    }

    [Fact]
    public async Task Retry_what_is_parked_and_verify_a_journal()
    {
        await page.GotoAsync("/journals");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("All of participants/KEN is applied.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify all" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The journal of networks is sound");

        asked.ShouldBe(["retry treaties 7", "verify True"]);
    }
}
