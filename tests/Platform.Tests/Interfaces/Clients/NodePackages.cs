using System.ComponentModel;
using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;
using Servers;

namespace Platform.Tests.Interfaces.Clients;

/// <summary>The tools of Node that callers use, in the releases that <c>package-lock.json</c> names, beside the documents of the interfaces.</summary>
static class NodePackages
{
    static readonly string source = Repository.In("tests", "Platform.Tests", "Interfaces", "Clients");

    static readonly Lazy<Task<string>> folder = new(Install);

    /// <summary>Installed once for each lock file, and kept under <c>obj</c>.</summary>
    public static Task<string> Folder => folder.Value;

    /// <param name="package">Whose program is run: <c>typescript</c>.</param>
    /// <param name="program">Its file within the package.</param>
    public static async Task<BufferedCommandResult> Run(string package, string program, params string[] arguments) =>
        await Node([Path.Combine(await Folder, "node_modules", package, program), .. arguments]);

    public static async Task<BufferedCommandResult> Node(string[] arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var at = await Folder;
        return await Started("node", arguments, at, environment ?? new Dictionary<string, string?>());
    }

    static async Task<string> Install()
    {
        var lockFile = Path.Combine(source, "package-lock.json");
        var at = Repository.In("tests", "Platform.Tests", "obj", $"clients-{Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(lockFile)))[..12]}");
        Directory.CreateDirectory(at);
        string[] ours = ["package.json", "package-lock.json", "redocly.yaml", "tsconfig.json", "walk.ts"];
        foreach (var file in ours.Select(name => Path.Combine(source, name)).Concat(Directory.EnumerateFiles(Repository.In("docs", "api"), "*.json")))
            File.Copy(file, Path.Combine(at, Path.GetFileName(file)), overwrite: true);
        if (!File.Exists(Path.Combine(at, "node_modules", ".package-lock.json")))       // written when all are there
        {
            var installed = await Started("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], at, new Dictionary<string, string?>());
            installed.ExitCode.ShouldBe(0, $"npm ci could not install what {lockFile} names; it needs the registry once: {installed.StandardError}");
        }
        return at;
    }

    static async Task<BufferedCommandResult> Started(string program, string[] arguments, string at, IReadOnlyDictionary<string, string?> environment)
    {
        try
        {
            return await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(at).WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} is missing: ./platform test installs nodejs and npm.", missing);
        }
    }
}
