using System.Diagnostics;
using System.Xml.Linq;
using ManifestRunner.Manifests;
using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>Builds the services in one go and copies what was built, so that a later build does not change what runs.</summary>
static class Build
{
    /// <summary>The same as <c>dotnet test</c> builds, so that either finds the other's work done.</summary>
    public const string CustomaryConfiguration = "Debug";

    /// <param name="configuration">Of the build: Debug, or Release where speed is measured.</param>
    /// <returns>Path of each project's program, by resource name.</returns>
    /// <exception cref="Problem">It does not build; carries the first error.</exception>
    public static async Task<Dictionary<string, string>> Services(Manifest manifest, PlatformFolder folder, string configuration, CancellationToken cancel)
    {
        var projects = manifest.Projects.ToDictionary(project => project.Name, project => Path.GetFullPath(Path.Combine(manifest.Folder, project.Path)));
        foreach (var (name, path) in projects)
            if (!File.Exists(path))
                throw new Problem($"The manifest's {name} is {path}, which does not exist. Write the manifest anew with ./platform manifest.");

        folder.WriteText("services.slnx", new XElement("Solution", projects.Values.Distinct().Select(path => new XElement("Project", new XAttribute("Path", path)))).ToString());
        // Else what the services share, which this solution does not name, would be built in its own default: Debug under a Release service.
        string[] throughout = ["--configuration", configuration, "-p:ShouldUnsetParentConfigurationAndPlatform=false"];
        await Dotnet(["build", folder.In("services.slnx"), .. throughout, "--verbosity", "quiet", "--nologo"], folder.Log("build"), cancel);
        return projects.ToDictionary(project => project.Key, project => Copied(project.Value, folder.Service(project.Key), configuration));
    }

    static string Copied(string project, string target, string configuration)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var bin = Path.Combine(Path.GetDirectoryName(project)!, "bin", configuration);
        var built = Directory.Exists(bin)
            ? Directory.EnumerateFiles(bin, $"{name}.runtimeconfig.json", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)
            : null;
        if (built is null)
            throw new Problem($"{project} was built, but there is no {name}.dll to run below {bin}.");

        var source = Path.GetDirectoryName(built)!;
        var wanted = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(source, file)).ToHashSet();
        if (Directory.Exists(target))
            foreach (var left in Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Where(file => !wanted.Contains(Path.GetRelativePath(target, file))))
                File.Delete(left);
        foreach (var file in wanted)
            CopyIfChanged(new FileInfo(Path.Combine(source, file)), new FileInfo(Path.Combine(target, file)));
        return Path.Combine(target, $"{name}.dll");
    }

    static void CopyIfChanged(FileInfo from, FileInfo to)
    {
        if (to.Exists && to.Length == from.Length && to.LastWriteTimeUtc == from.LastWriteTimeUtc)
            return;
        to.Directory!.Create();
        from.CopyTo(to.FullName, overwrite: true);
    }

    static async Task Dotnet(string[] arguments, string log, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new Problem("dotnet did not start. Is the .NET SDK on the PATH?");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            var said = await output + await errors;
            await File.WriteAllTextAsync(log, said, cancel);
            if (process.ExitCode != 0)
                throw new Problem($"The services do not build: {said.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim() ?? LastLines.Of(log)} (all of it: {log})");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
