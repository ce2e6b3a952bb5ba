using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>The folder <c>.platform/</c> beside the manifest: everything a run keeps. Removing it while the platform is down starts empty.</summary>
public sealed class PlatformFolder
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    const string RequestEnding = ".request";

    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    readonly string path;

    public PlatformFolder(string manifestFolder)
    {
        path = Path.Combine(manifestFolder, ".platform");
        Directory.CreateDirectory(In("logs"));
    }

    /// <summary>Log of a resource; what an earlier run wrote is in <c>NAME.previous.log</c>.</summary>
    public string Log(string name) => Path.Combine(In("logs"), $"{name}.log");

    /// <summary>Where the built service is copied to, so that a later build does not change what runs.</summary>
    public string Service(string name) => Path.Combine(In("services"), name);

    /// <summary>Leaves word that a person asks something of a resource.</summary>
    public void Request(string name, Wish wish) => File.WriteAllText(In($"{name}.{wish}{RequestEnding}"), "");

    /// <summary>What was asked since the last look.</summary>
    public IReadOnlyList<(string Resource, Wish Wish)> TakeRequests()
    {
        var requests = new List<(string, Wish)>();
        foreach (var file in Directory.GetFiles(path, $"*{RequestEnding}"))
        {
            File.Delete(file);
            var asked = Path.GetFileName(file)[..^RequestEnding.Length];
            if (Enum.TryParse<Wish>(asked[(asked.LastIndexOf('.') + 1)..], out var wish))
                requests.Add((asked[..asked.LastIndexOf('.')], wish));
        }
        return requests;
    }

    public string In(string name) => Path.Combine(path, name);

    /// <summary>Sets the logs of the run before aside.</summary>
    public void TurnLogs()
    {
        foreach (var log in Directory.EnumerateFiles(In("logs"), "*.log").Where(log => !log.EndsWith(".previous.log", StringComparison.Ordinal)).ToList())
            File.Move(log, Path.ChangeExtension(log, ".previous.log"), overwrite: true);
    }

    /// <summary>Folder of a server's data.</summary>
    public string Data(string name) => Path.Combine(OpenToServers("data", ""), name);

    /// <summary>Where backups are kept: <c>.platform/backup</c>, or where it leads.</summary>
    public string Backups() => OpenToServers("backup", "-backup");

    /// <summary>A folder that servers work in, at its real place.</summary>
    /// <remarks>
    /// As root a server runs as a user of its own, which cannot pass through folders closed to others (a home, a temporary
    /// folder). Then it lies in <c>/var/lib</c>, and the one in <c>.platform</c> leads there.
    /// </remarks>
    string OpenToServers(string name, string ending)
    {
        var here = In(name);
        var link = new DirectoryInfo(here);
        if (Environment.IsPrivilegedProcess && !link.Exists && link.LinkTarget is null && !OpenToOthers(path))
        {
            var elsewhere = $"/var/lib/treaty-platform-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8]}{ending}";
            Directory.CreateDirectory(elsewhere);
            Directory.CreateSymbolicLink(here, elsewhere);
        }
        if (new DirectoryInfo(here).LinkTarget is not null)
            return new DirectoryInfo(here).ResolveLinkTarget(true)!.FullName;
        Directory.CreateDirectory(here);
        return here;
    }

    /// <summary>The platform may run once: whoever holds this runs it.</summary>
    /// <param name="name">Of another thing that only one may do at a time.</param>
    /// <returns>Null when somebody else does.</returns>
    public FileStream? TryLock(string name = "lock")
    {
        try
        {
            return new FileStream(In(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="Problem">It is not what was written.</exception>
    public T? Read<T>(string name) where T : class
    {
        try
        {
            return File.Exists(In(name)) ? JsonSerializer.Deserialize<T>(File.ReadAllText(In(name)), json) : null;
        }
        catch (JsonException broken)
        {
            throw new Problem($"{In(name)} is broken: {broken.Message} Remove it and start again.", broken);
        }
        catch (FileNotFoundException)
        {
            return null; // removed between look and read
        }
    }

    /// <summary>Writes a file only we can read, at once or not at all.</summary>
    public void Write<T>(string name, T content) => WriteText(name, JsonSerializer.Serialize(content, json));

    /// <inheritdoc cref="Write"/>
    public void WriteText(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        var draft = In($"{name}.draft");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new StreamWriter(draft, new UTF8Encoding(false), options))
            file.Write(text);
        File.Move(draft, In(name), overwrite: true);
    }

    public void Delete(string name) => File.Delete(In(name));

    static bool OpenToOthers(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            if (!OperatingSystem.IsWindows() && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        return true;
    }
}
