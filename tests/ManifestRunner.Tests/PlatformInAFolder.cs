using System.Diagnostics;
using System.Text.Json;
using ManifestRunner.Servers;

namespace ManifestRunner.Tests;

/// <summary>A platform run from a manifest in a folder of its own, by the runner as <c>./platform</c> calls it.</summary>
public abstract class PlatformInAFolder : IAsyncDisposable
{
    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("platform-runner-");

    /// <summary>Port of the entrance.</summary>
    public int Port { get; } = FreePort.Next();

    public string Manifest => Path.Combine(Folder.FullName, "aspire-manifest.json");

    /// <summary>Runs the runner to its end, as <c>./platform</c> does.</summary>
    public async Task<Answer> Run(string verb, string[]? arguments = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FreePort).Assembly.Location, verb, .. arguments ?? [], "--manifest", Manifest])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output + await errors);
    }

    public virtual Task<Answer> Up(params (string Name, string Value)[] environment) => Run("up", ["--detach", "--port", $"{Port}", "--replicas", "2"], environment);

    public async Task<IReadOnlyList<Listed>> Status() =>
        [.. JsonDocument.Parse((await Run("status", ["--json"])).Said).RootElement.GetProperty("resources").EnumerateArray().Select(entry => entry.Deserialize<Listed>(JsonSerializerOptions.Web)!)];

    public async Task<Listed> Status(string name) => (await Status()).Single(listed => listed.Name == name);

    /// <summary>A client of the operations view, as a browser that opened the address <c>status</c> prints.</summary>
    public async Task<HttpClient> SignIn()
    {
        var url = new Uri((await Status("operations")).Url!);
        var browser = new HttpClient { BaseAddress = new Uri(url, "/") };
        (await browser.GetAsync(url)).EnsureSuccessStatusCode();
        return browser;
    }

    public void Break(string file, string text) => File.WriteAllText(Path.Combine(Folder.FullName, file), text);

    public virtual async ValueTask DisposeAsync()
    {
        await Run("down");
        foreach (var name in (string[])["data", "backup"])
            if (new DirectoryInfo(Path.Combine(Folder.FullName, ".platform", name)) is { Exists: true } at && at.ResolveLinkTarget(true) is { } elsewhere)
                Directory.Delete(elsewhere.FullName, recursive: true);
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

public sealed record Answer(int Code, string Said);

public sealed record Listed(string Name, string Kind, string State, string? Url, int? Pid, string? Log);
