using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Processes;

namespace AppHost;

/// <summary>The folder <c>.platform/</c>: everything a platform on this machine keeps. Removing it while the platform is down starts empty.</summary>
/// <param name="path">Full path; made when missing.</param>
sealed class PlatformFolder(string path)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const string SecretsFile = "secrets.json", PortsFile = "ports.json", PidFile = "apphost.pid";

    /// <summary>What a killed AppHost started has ended after this long (the orchestrator sees to it).</summary>
    static readonly TimeSpan goneWithin = TimeSpan.FromSeconds(20);

    /// <summary>Ports are looked for below the range from which Linux takes the near ends of outgoing connections.</summary>
    const int FirstPort = 20_000, LastPort = 32_000;

    static readonly JsonSerializerOptions json = new() { WriteIndented = true };

    readonly HashSet<int> given = [];

    public string Path { get; } = path;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The platform runs once on a folder: whoever holds this runs it. Its number is in <c>apphost.pid</c>.</summary>
    /// <remarks>Who was killed left the file, and what it started holds its ports and data for some seconds more.</remarks>
    /// <exception cref="Problem">Somebody else does, or the folder cannot be made or written to.</exception>
    public async Task<FileStream> Occupy()
    {
        var wasKilled = File.Exists(In(PidFile));
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw Unusable(unusable);
        }
        try
        {
            var pid = new FileStream(In(PidFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            pid.SetLength(0);
            pid.Write(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            pid.Flush();
            for (var since = TimeProvider.System.GetTimestamp(); wasKilled && TimeProvider.System.GetElapsedTime(since) < goneWithin && !Read<int>(PortsFile).Values.All(IsFree);)
                await Task.Delay(100);
            return pid;
        }
        catch (IOException held)
        {
            throw new Problem($"The platform runs on {Path} already ({held.Message}).", held);
        }
        catch (UnauthorizedAccessException closed)
        {
            throw Unusable(closed);
        }

        Problem Unusable(Exception cause) => new($"{Path} has to be a folder that you can write to ({cause.Message})", cause);
    }

    /// <summary>Folder of a server's data, at its real place.</summary>
    /// <remarks>
    /// As root a server runs as a user of its own, which cannot pass through folders closed to others (a home, a temporary
    /// folder). Then the data lie in <c>/var/lib</c>, and <c>.platform/data</c> leads there.
    /// </remarks>
    public string Data(string server)
    {
        var here = new DirectoryInfo(In("data"));
        if (Environment.IsPrivilegedProcess && !here.Exists && here.LinkTarget is null && !IsOpenToOthers(Path))
        {
            var elsewhere = $"/var/lib/treaty-platform-{Mark}";
            Directory.CreateDirectory(elsewhere);
            Directory.CreateSymbolicLink(here.FullName, elsewhere);
            here.Refresh();
        }
        var real = here.LinkTarget is null ? here.FullName : here.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        Directory.CreateDirectory(real);
        return System.IO.Path.Combine(real, server);
    }

    /// <summary>Eight hexadecimal digits that tell this folder from others on the machine.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..8];

    /// <summary>A password made once: 22 letters and digits, so that it needs no escaping anywhere.</summary>
    public string Secret(string name)
    {
        var secrets = Read<string>(SecretsFile);
        if (!secrets.TryGetValue(name, out var secret))
        {
            secrets[name] = secret = RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 22);
            Write(SecretsFile, JsonSerializer.Serialize(secrets, json));
        }
        return secret;
    }

    /// <summary>The port of a name on loopback: the preferred one if it is free, else the one it had before, else another, kept from then on.</summary>
    public int Port(string name, int? preferred = null) =>
        Keep(name, new[] { preferred ?? 0, Read<int>(PortsFile).GetValueOrDefault(name) }.Where(port => port > 0).Concat(Enumerable.Range(0, 1000).Select(_ => Random.Shared.Next(FirstPort, LastPort))).First(Claim));

    /// <summary>The port that somebody asked for.</summary>
    /// <exception cref="Problem">It is taken.</exception>
    public int ThisPort(string name, int port) =>
        Keep(name, Claim(port) ? port : throw new Problem($"Port {port} is taken: another program listens there."));

    int Keep(string name, int port)
    {
        var ports = Read<int>(PortsFile);
        ports[name] = port;
        Write(PortsFile, JsonSerializer.Serialize(ports, json));
        return port;
    }

    /// <summary>Writes a file that only we can read, at once or not at all.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(In(name))!);
        var draft = In($"{name}.draft");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new StreamWriter(draft, new UTF8Encoding(false), options))
            file.Write(text);
        File.Move(draft, In(name), overwrite: true);
    }

    Dictionary<string, T> Read<T>(string name)
    {
        try
        {
            return File.Exists(In(name)) ? JsonSerializer.Deserialize<Dictionary<string, T>>(File.ReadAllText(In(name)), json)! : [];
        }
        catch (JsonException broken)
        {
            throw new Problem($"{In(name)} is broken: {broken.Message} Give it back as it was; without it the data under {Path} cannot be opened.", broken);
        }
    }

    /// <returns>False when somebody listens there, or it was given before: who is to listen there may not do so yet.</returns>
    bool Claim(int port) => IsFree(port) && given.Add(port);

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static bool IsOpenToOthers(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            if (!OperatingSystem.IsWindows() && at.Exists && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        return true;
    }
}
