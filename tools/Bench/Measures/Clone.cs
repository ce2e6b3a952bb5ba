using System.Diagnostics;
using System.Text.RegularExpressions;
using Bench.Load;
using Processes;

namespace Bench.Measures;

/// <summary>A commit taken out into a folder of its own and run by its own <c>./platform</c>, in Release builds, as whoever cloned it does.</summary>
/// <remarks>Its processes are those that carry a variable of ours in their environment, and what they started: found alike whatever runs them.</remarks>
sealed partial class Clone
{
    const string Mark = "BENCH_CLONE";

    static readonly TimeSpan healthyWithin = TimeSpan.FromMinutes(10);

    readonly string folder;
    readonly int port = FreePort.Next();

    Clone(string folder, string commit) => (this.folder, Commit) = (folder, commit);

    /// <summary>Its short name.</summary>
    public string Commit { get; }

    /// <summary>Takes the commit out where it is not yet, builds it and lets it make its databases.</summary>
    /// <exception cref="Problem">There is no such commit, or it does not start.</exception>
    public static async Task<Clone> Of(string folder, string commit, CancellationToken cancel)
    {
        var name = (await Run("/", Environment.CurrentDirectory, "git", "rev-parse", "--short", $"{commit}^{{commit}}")).Trim();
        var (clone, taken) = (new Clone(folder, name), Path.Combine(folder, "commit"));
        if (!File.Exists(taken) || await File.ReadAllTextAsync(taken, cancel) != name)
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            await Run(folder, Environment.CurrentDirectory, "bash", "-o", "pipefail", "-c", "git archive \"$0\" | tar -x -C \"$1\"", name, folder);
            await File.WriteAllTextAsync(taken, name, cancel);
        }
        await clone.Up(cancel);
        await clone.Down();
        return clone;
    }

    /// <returns>From the command until it has returned, every service is healthy and the dashboard lets us in.</returns>
    public async Task<TimeSpan> Up(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var said = await Run(folder, folder, "./platform", "up", "--port", $"{port}");
        using var http = new HttpClient();
        var dashboard = LoginLink().Match(said) is { Success: true } link ? link.Value : throw new Problem($"up of {Commit} prints no link to its dashboard: {said}");
        while (!await Answers(http, dashboard, cancel) || !await AllAnswer(http, cancel))
        {
            if (watch.Elapsed > healthyWithin)
                throw new Problem($"{Commit} is not healthy after {healthyWithin}. It is in {folder}.");
            await Task.Delay(50, cancel);
        }
        return watch.Elapsed;
    }

    public Task Down() => Run(folder, folder, "./platform", "down");

    /// <summary>Resident memory of each service, megabytes.</summary>
    public IReadOnlyDictionary<string, double> ResidentMegabytes() => Services().ToDictionary(service => service.Name, service => Memory.ResidentMegabytes(service.Pid));

    /// <summary>Processor time so far by program, seconds, with that of processes which have ended.</summary>
    public IReadOnlyDictionary<string, double> ProcessorSeconds() =>
        All().GroupBy(Program).ToDictionary(program => program.Key, program => program.Sum(Processor.SecondsWithEnded));

    IEnumerable<(string Name, int Pid)> Services() =>
        All().Select(pid => (Name: Program(pid), Pid: pid)).Where(process => StartingAndIdling.Services.Contains(process.Name));

    async Task<bool> AllAnswer(HttpClient http, CancellationToken cancel)
    {
        var services = Services().ToList();
        foreach (var (_, pid) in services)
            if (Variable(pid, "ASPNETCORE_URLS") is not { } url || !await Answers(http, $"{url.Split(';')[0]}/health", cancel))
                return false;
        return services.Count == StartingAndIdling.Services.Count;
    }

    static async Task<bool> Answers(HttpClient http, string address, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(address, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Every process of this clone.</summary>
    HashSet<int> All()
    {
        var running = Directory.EnumerateDirectories("/proc").Select(entry => int.TryParse(Path.GetFileName(entry), out var pid) ? pid : 0).Where(pid => pid > 0);
        return [.. running.Where(pid => Variable(pid, Mark) == folder).SelectMany(ProcessTree.From)];
    }

    /// <summary>Name of what a process runs: of the assembly where it is the runtime.</summary>
    static string Program(int pid)
    {
        var arguments = Read(pid, "cmdline").Split('\0');
        return Path.GetFileName(arguments[0]) == "dotnet" && arguments.FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal)) is { } assembly
            ? Path.GetFileNameWithoutExtension(assembly)
            : Read(pid, "comm").Trim();
    }

    static string? Variable(int pid, string name) =>
        Read(pid, "environ").Split('\0').FirstOrDefault(variable => variable.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <returns>Nothing for a process that is gone, or is not ours to look at.</returns>
    static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>What it prints goes to a file: a pipe would be held open by what it leaves running.</summary>
    static async Task<string> Run(string mark, string where, params string[] command)
    {
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", "exec \"${@:1}\" >\"$0\" 2>&1 </dev/null", output, .. command]) { WorkingDirectory = where };
            (start.Environment[Mark], start.Environment["Configuration"]) = (mark, "Release");
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            var said = await File.ReadAllTextAsync(output);
            return process.ExitCode == 0 ? said : throw new Problem($"{string.Join(' ', command)} in {where}: {said}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    [GeneratedRegex(@"http://\S+/login\?t=\S+")]
    private static partial Regex LoginLink();
}
