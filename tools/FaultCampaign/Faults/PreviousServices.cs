using CliWrap;
using CliWrap.Buffered;

namespace FaultCampaign.Faults;

/// <summary>The services as an earlier commit has them, built once for each commit into <c>.platform/faults/previous</c>.</summary>
/// <param name="commit">As git reads it: <c>HEAD~1</c>.</param>
sealed class PreviousServices(string repository, string commit, IReadOnlyDictionary<string, string> projects)
{
    string root = "";

    /// <returns>Why there are none; null when they are there.</returns>
    public async Task<string?> Build(Scene scene, CancellationToken cancel)
    {
        var (found, name) = await Run("git", ["-C", repository, "rev-parse", "--verify", "--quiet", $"{commit}^{{commit}}"], cancel);
        if (found != 0)
            return $"there is no commit {commit} in this history to build";
        root = Path.Combine(repository, ".platform", "faults", "previous", name.Trim()[..12]);
        if (File.Exists(Path.Combine(root, "built")))
            return null;

        scene.Log.Say($"building the services of {commit} ({name.Trim()[..12]})");
        Directory.CreateDirectory(root);
        var (taken, why) = await Run("bash", ["-c", "set -o pipefail; git -C \"$0\" archive \"$1\" | tar -x -C \"$2\"", repository, name.Trim(), root], cancel);
        if (taken != 0)
            return $"the commit {commit} cannot be taken out: {why}";
        foreach (var project in projects.Values)
            if (await Run("dotnet", ["build", Path.Combine(root, project), "--configuration", "Debug", "--verbosity", "quiet", "--nologo", "-clp:ErrorsOnly"], cancel) is (not 0, var said))
                return $"{project} of {commit} does not build: {said.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim()}";
        await File.WriteAllTextAsync(Path.Combine(root, "built"), name, cancel);
        return null;
    }

    public (string Program, string Folder) ProgramOf(string service)
    {
        var folder = Path.Combine(root, Path.GetDirectoryName(projects[service])!);
        var name = Path.GetFileNameWithoutExtension(projects[service]);
        return (Directory.EnumerateFiles(Path.Combine(folder, "bin", "Debug"), $"{name}.dll", SearchOption.AllDirectories).First(), folder);
    }

    static async Task<(int Code, string Said)> Run(string program, string[] arguments, CancellationToken cancel)
    {
        var ended = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancel);
        return (ended.ExitCode, ended.StandardOutput + ended.StandardError);
    }
}
