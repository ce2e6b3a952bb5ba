using System.Diagnostics;
using System.Globalization;
using Processes;

namespace Operator;

/// <summary>How a program ended.</summary>
sealed record Ended(int Code, string Output, string Errors)
{
    /// <summary>The end of what it said, in one line.</summary>
    public string LastWords => (Errors + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } lines
        ? string.Join(" / ", lines.TakeLast(4)) : "it said nothing";
}

/// <summary>The distribution's programs, run as the user that PostgreSQL runs as: <c>postgres</c> where we are root, else ourselves.</summary>
static class Programs
{
    /// <summary>Runs a program until it ends. It is ended with <paramref name="cancel"/>, and by the kernel when this process dies.</summary>
    /// <param name="environment">On top of our own, where other users do not see a password.</param>
    public static async Task<Ended> Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancel)
    {
        // setsid: Ctrl-C is for us, who end it in order. Both wrappers replace themselves by the next.
        string[] user = Environment.IsPrivilegedProcess ? ["--reuid", "postgres", "--regid", "postgres", "--init-groups"] : [];
        var start = new ProcessStartInfo("setsid", ["setpriv", .. user, "--pdeathsig", "TERM", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = await EndingWithUs.Start(start);
        using var ending = cancel.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
        return new Ended(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a program that has to succeed.</summary>
    /// <exception cref="Problem">It failed; carries its last words.</exception>
    public static async Task Succeed(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancel)
    {
        var ended = await Run(program, arguments, environment, cancel);
        cancel.ThrowIfCancellationRequested();
        if (ended.Code != 0)
            throw new Problem($"{Path.GetFileName(program)} failed: {ended.LastWords}");
    }

    /// <summary>Whether PostgreSQL's user finds something so: <c>-r</c>, <c>-w</c> (test(1)).</summary>
    public static async Task<bool> Test(string what, string path, CancellationToken cancel) => (await Run("test", [what, path, "-a", "-x", path], null, cancel)).Code == 0;

    /// <summary>A program of PostgreSQL. Debian keeps each major version in a folder of its own; data open only with the version that made them.</summary>
    /// <exception cref="Problem">That version is not installed.</exception>
    public static string OfPostgres(string name, string data)
    {
        var version = File.ReadAllText(Path.Combine(data, "PG_VERSION")).Trim();
        var path = $"/usr/lib/postgresql/{version}/bin/{name}";
        return File.Exists(path) ? path : throw new Problem($"{name} of PostgreSQL {version} is not installed. " +
            $"Install it with: sudo apt-get install -y --no-install-recommends postgresql-{version}");
    }

    /// <exception cref="Problem">The disk has less left.</exception>
    public static void Room(string folder, long wanted)
    {
        if (new DriveInfo(folder).AvailableFreeSpace is var free && free < wanted)
            throw new Problem(string.Create(CultureInfo.InvariantCulture,
                $"The disk of {folder} has {free / 1_000_000} MB left, and {wanted / 1_000_000} MB are needed. Make room and run this again."));
    }
}
