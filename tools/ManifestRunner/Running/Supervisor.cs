using ManifestRunner.Manifests;
using ManifestRunner.Processes;
using ManifestRunner.Servers;

namespace ManifestRunner.Running;

/// <summary>What a person asks of <c>up</c>.</summary>
/// <param name="Port">Of what the outside reaches, the portal; null for the customary one.</param>
/// <param name="Replicas">Processes of each service.</param>
public sealed record Wishes(string Manifest, int? Port, int Replicas)
{
    public const int CustomaryPort = 8080;
}

/// <summary>Starts everything in the manifest in its order, keeps it running, and stops it in the reverse order.</summary>
sealed class Supervisor(PlatformFolder folder, Wishes wishes, Action<string, string> say) : IKeeper
{
    const long LeastFreeBytes = 300_000_000;

    readonly List<Kept> kept = [];
    readonly List<ResourceState> others = [];
    readonly Lock writing = new();
    string phase = "starting";
    string? entrance;

    IEnumerable<Kept> Services => kept.OfType<KeptService>();

    /// <summary>The state now.</summary>
    public State State
    {
        get
        {
            lock (writing)
                return new(Environment.ProcessId, ProcessTree.StartOf(Environment.ProcessId) ?? 0, phase, entrance,
                    [.. kept.OfType<KeptServer>().Select(server => server.State), .. others, .. Services.Select(service => service.State)]);
        }
    }

    /// <summary>Runs until cancelled; returns when everything has stopped.</summary>
    /// <exception cref="Problem">Something does not start; what did start has been stopped again.</exception>
    public async Task Run(CancellationToken cancel)
    {
        try
        {
            await Start(cancel);
            phase = "up";
            Tell("platform", $"up on {entrance}");
            await Task.WhenAll(kept.Select(one => one.Keep(cancel)));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Tell("platform", "stopping");
        }
        finally
        {
            await Stop();
            folder.Delete(State.File);
        }
    }

    async Task Start(CancellationToken cancel)
    {
        await WhatAKilledRunLeft(cancel);
        if (new DriveInfo(folder.In("")).AvailableFreeSpace is < LeastFreeBytes and var free)
            throw new Problem($"The disk of {folder.In("")} has {free / 1_000_000} MB left, too little to run on. Make room and start again.");

        var manifest = Manifest.Read(wishes.Manifest);
        var ports = new Ports(folder);
        var wiring = new Wiring(manifest, new Inputs(folder), ports, wishes.Replicas);
        foreach (var outer in manifest.Projects.Where(Wiring.IsExternal).Take(1))
            ports.Take($"{outer.Name}.http", wishes.Port ?? Wishes.CustomaryPort);
        var environments = manifest.Projects.SelectMany(project => wiring.ReplicasOf(project).Select(replica => (replica, wiring.EnvironmentOf(project, replica)))).ToDictionary();

        kept.AddRange(manifest.Containers.Where(wiring.IsOurs).Select(container => ServerFor(container, wiring, ports)));
        ports.Keep();
        NoteOthers(manifest, wiring);
        Tell("platform", "building the services");
        var programs = await Both(stop => Build.Services(manifest, folder, stop), stop => StartServers(manifest, wiring, stop), cancel);

        foreach (var group in StartOrder.Of(manifest, wiring.Expressions))
        {
            var starting = group.SelectMany(project => wiring.ReplicasOf(project).Select(replica => ServiceFor(project, replica, wiring, environments[replica], programs[project.Name]))).ToList();
            lock (writing)
                kept.AddRange(starting);
            await Task.WhenAll(starting.Select(service => service.Start(cancel)));
        }
    }

    KeptServer ServerFor(Container container, Wiring wiring, Ports ports)
    {
        string? Setting(params ReadOnlySpan<string> endings)
        {
            foreach (var ending in endings)
                if (container.Environment.FirstOrDefault(variable => variable.Key.EndsWith(ending, StringComparison.Ordinal)).Value is { } text)
                    return wiring.Expressions.Resolve(text);
            return null;
        }

        var client = container.Bindings.ContainsKey("tcp") ? "tcp" : container.Bindings.Keys.First();
        var options = new ServerOptions(folder.Data(container.Name))
        {
            Port = ports.Of($"{container.Name}.{client}"),
            ManagementPort = ports.Of($"{container.Name}.management"),
            User = Setting("_USER"),
            Password = Setting("_PASSWORD", "_PASS") ?? throw new Problem($"The manifest's {container.Name} has no password in its environment."),
            Log = folder.Log(container.Name),
        };
        return new KeptServer(container.Name, Product.Of(container), options, this);
    }

    KeptService ServiceFor(Project project, string replica, Wiring wiring, Dictionary<string, string?> environment, string program)
    {
        var url = $"http://{(Wiring.IsExternal(project) ? "localhost" : "127.0.0.1")}:{wiring.PortOf(replica)}";
        if (Wiring.IsExternal(project))
            entrance ??= url;
        var command = new Command("dotnet", [program], folder.Log(replica))
        {
            Folder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(wishes.Manifest, "..", project.Path)))!,
            Environment = environment,
        };
        return new KeptService(replica, url, command, this);
    }

    async Task StartServers(Manifest manifest, Wiring wiring, CancellationToken cancel)
    {
        await Task.WhenAll(kept.OfType<KeptServer>().Select(server => server.Start(cancel)));
        foreach (var server in manifest.Containers.Where(container => wiring.Given(container) is not null || wiring.IsOurs(container)).Where(container => Product.Of(container).HoldsDatabases))
            foreach (var database in wiring.LyingOn(server).Where(database => wiring.Given(database) is null))
            {
                await Databases.Ensure(database, wiring.Expressions.Resolve(database.ConnectionString!)!, cancel);
                Note(new ResourceState(database.Name, "database", "healthy", null, null, null, null));
            }
    }

    /// <summary>Somebody else's servers and databases are listed, and otherwise left alone.</summary>
    void NoteOthers(Manifest manifest, Wiring wiring)
    {
        foreach (var given in manifest.Resources.Where(resource => wiring.Given(resource) is not null))
            Note(new ResourceState(given.Name, given is Container ? "server" : "database", "given", null, null, null, null));
    }

    void Note(ResourceState other)
    {
        lock (writing)
            others.Add(other);
        Tell(other.Name, other.Status);
    }

    /// <summary>The kernel asks the children of a killed run to stop; until they have, they hold their ports and data.</summary>
    async Task WhatAKilledRunLeft(CancellationToken cancel)
    {
        var left = folder.Read<State>(State.File)?.Resources.Where(resource => resource.IsRunning).ToList() ?? [];
        var since = TimeProvider.System.GetTimestamp();
        while (left.Any(resource => resource.IsRunning))
        {
            if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(20))
                left.ForEach(resource => { if (resource.IsRunning) Signal.Kill.Send(resource.Pid!.Value); });
            await Task.Delay(100, cancel);
        }
    }

    /// <summary>Services before the servers they use, the portal before the services.</summary>
    async Task Stop()
    {
        foreach (var service in Services.Reverse())
            await service.Stop();
        await Task.WhenAll(kept.OfType<KeptServer>().Select(server => server.Stop()));
    }

    /// <summary>Two things at once; when one fails the other is called off.</summary>
    static async Task<T> Both<T>(Func<CancellationToken, Task<T>> one, Func<CancellationToken, Task> other, CancellationToken cancel)
    {
        using var callOff = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (first, second) = (one(callOff.Token), other(callOff.Token));
        try
        {
            await await Task.WhenAny(first, second);
            await Task.WhenAll(first, second);
        }
        catch
        {
            await callOff.CancelAsync();
            await Task.WhenAll(first, second).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        return await first;
    }

    public void Tell(string resource, string what)
    {
        lock (writing)
        {
            folder.Write(State.File, State);
            say(resource, what);
        }
    }

    public bool RestartAsked(string resource)
    {
        var asked = File.Exists(folder.RestartRequest(resource));
        if (asked)
            File.Delete(folder.RestartRequest(resource));
        return asked;
    }
}
