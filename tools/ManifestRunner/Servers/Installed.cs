using System.Diagnostics;
using ManifestRunner.Processes;

namespace ManifestRunner.Servers;

/// <summary>Finds the distribution's servers on this machine, and the folders their users may work in.</summary>
static class Installed
{
    /// <summary>The one command that brings all three servers.</summary>
    public const string Command = "sudo apt-get install -y --no-install-recommends rabbitmq-server redis-server postgresql";

    /// <summary>Full path of the first of the candidates that is there.</summary>
    /// <exception cref="Problem">None is; says how to install it.</exception>
    public static string Program(string server, params ReadOnlySpan<string> candidates)
    {
        foreach (var candidate in candidates)
            foreach (var folder in candidate.StartsWith('/') ? [""] : $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/bin:/sbin:/bin".Split(':'))
                if (Path.Combine(folder, candidate) is var path && File.Exists(path))
                    return path;
        throw new Problem($"{server} is not installed. Install the servers with: {Command}");
    }

    /// <summary>The user a server runs as: its own when we are root (PostgreSQL refuses root), else ours.</summary>
    public static string? User(string own) => Environment.IsPrivilegedProcess ? own : null;

    /// <summary>Makes a folder that belongs to the user and that only the user can open.</summary>
    public static async Task Folder(string path, string? user, CancellationToken cancel)
    {
        string[] owner = user is null ? [] : ["-o", user, "-g", user];
        await Run("install", ["-d", "-m", "0700", .. owner, path], cancel);
        if (user is not null && !await Succeeds("setpriv", ["--reuid", user, "--regid", user, "--init-groups", "test", "-w", path], cancel))
            throw new Problem($"The user {user} cannot reach {path}: every folder above it must be open to other users (chmod o+x).");
    }

    /// <exception cref="Problem">The user cannot read the folder.</exception>
    public static async Task Readable(string path, string? user, CancellationToken cancel)
    {
        if (user is null ? !Directory.Exists(path) : !await Succeeds("setpriv", ["--reuid", user, "--regid", user, "--init-groups", "test", "-r", path, "-a", "-x", path], cancel))
            throw new Problem($"{(user is null ? "There is no" : $"The user {user} cannot read")} {path}.{(user is null ? "" : $" Give it to that user: chown -R {user}: {path}")}");
    }

    /// <summary>Writes a file that only the user can read.</summary>
    public static async Task Settings(string path, string text, string? user, CancellationToken cancel)
    {
        string[] owner = user is null ? [] : ["-o", user, "-g", user];
        await Run("install", ["-m", "0600", .. owner, "/dev/null", path], cancel);
        await File.WriteAllTextAsync(path, text, cancel);
    }

    /// <summary>Runs a short command to its end.</summary>
    /// <exception cref="Problem">It failed; carries what it said.</exception>
    public static async Task Run(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var (code, said) = await Result(program, arguments, cancel);
        if (code != 0)
            throw new Problem($"{Path.GetFileName(program)} failed: {said.ReplaceLineEndings(" ").Trim()}");
    }

    static async Task<bool> Succeeds(string program, IEnumerable<string> arguments, CancellationToken cancel) =>
        (await Result(program, arguments, cancel)).Code == 0;

    static async Task<(int Code, string Said)> Result(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await errors + await output);
    }
}
