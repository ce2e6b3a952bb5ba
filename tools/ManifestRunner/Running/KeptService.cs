using System.Net;
using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>One process of one of our services.</summary>
sealed class KeptService(string name, string service, string url, Command command, IKeeper keeper) : Kept(name, "service", service, url, command.Log, keeper)
{
    static readonly TimeSpan healthyWithin = TimeSpan.FromMinutes(2);
    static readonly TimeSpan stopsWithin = TimeSpan.FromSeconds(15);
    static readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Characters kept of what a service says of its health.</summary>
    const int LongestHealth = 4000;

    ChildProcess? process;
    string? health;

    protected override int? Pid => process?.Exited.IsCompleted is false ? process.Pid : null;

    protected override string? Health => health;

    protected override Task Exited => process?.Exited ?? Task.CompletedTask;

    protected override async Task Launch(CancellationToken cancel)
    {
        process = await ChildProcess.Start(command);
        var since = TimeProvider.System.GetTimestamp();
        while (!await IsHealthy(cancel))
        {
            if (process.Exited.IsCompleted)
                throw new Problem($"{Name} ended with code {process.ExitCode} while starting: {LastLines.Of(Log)} (all of it: ./platform logs {Name})");
            if (TimeProvider.System.GetElapsedTime(since) > healthyWithin)
            {
                await End();
                throw new Problem($"{Name} did not become healthy within {healthyWithin.TotalMinutes:0} minutes: {LastLines.Of(Log)} (all of it: ./platform logs {Name})");
            }
            await Task.WhenAny(process.Exited, Task.Delay(150, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    protected override async Task<bool> IsHealthy(CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync($"{Url}/health", cancel);
            var said = await answer.Content.ReadAsStringAsync(cancel);
            health = said[..Math.Min(said.Length, LongestHealth)];
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            health = null;
            return false;
        }
    }

    protected override Task End() => process?.Stop(stopsWithin) ?? Task.CompletedTask;
}
