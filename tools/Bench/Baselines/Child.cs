using System.Diagnostics;

namespace Bench.Baselines;

/// <summary>A baseline runs in a process of its own, as a service does: this program under another verb.</summary>
sealed class Child : IAsyncDisposable
{
    /// <summary>Name of the variable that carries what no command line should show.</summary>
    public const string Connection = "BENCH_CONNECTION";

    readonly Process process;

    Child(Process process) => this.process = process;

    public int Pid => process.Id;

    public static Child Start(string connection, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Child).Assembly.Location, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[Connection] = connection;
        return new(Process.Start(start)!);
    }

    /// <summary>In the baseline: ends it when its input ends, so that it does not outlive who started it, however that ends.</summary>
    public static void EndWithInput() => new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(0);
    })
    { IsBackground = true, Name = "ends with the input" }.Start();

    /// <summary>The next line it prints.</summary>
    public async Task<string> Said() => await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A baseline ended without a word.");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
